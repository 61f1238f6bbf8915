import Settings
import Testing

@Suite("Scalars")
struct ScalarTextTests {
    private static let year = Duration.zero ... .seconds(31_536_000)

    @Test(
        "read durations with their unit",
        arguments: [
            ("250ms", Duration.milliseconds(250)), ("20s", .seconds(20)), ("5m", .seconds(300)),
            ("1h", .seconds(3600)),
            ("0s", .zero), ("2d", .seconds(172_800)),
        ])
    func durations(text: String, expected: Duration) throws {
        let duration = try ScalarText.duration(text, in: Self.year)
        #expect(duration == expected)
        #expect(try ScalarText.duration(ScalarText.text(of: duration), in: Self.year) == duration)
    }

    @Test(
        "refuse what is no duration",
        arguments: [
            "", "s", "20", "-1s", "1.5s", "20 s", "20S", "9999999999999999s", "999999999999999d", "١s",
            "400d",
        ])
    func wrongDurations(text: String) {
        #expect(throws: ValueMistake.self) { try ScalarText.duration(text, in: Self.year) }
    }

    @Test("read sizes in their units")
    func sizes() throws {
        #expect(try ScalarText.byteCount("16KiB", in: 1...1 << 20) == 16_384)
        #expect(try ScalarText.byteCount("1MiB", in: 1...1 << 20) == 1 << 20)
        #expect(try ScalarText.byteCount("300", in: 1...1 << 20) == 300)
        #expect(ScalarText.text(ofBytes: 16_384) == "16KiB")
        #expect(throws: ValueMistake.self) { try ScalarText.byteCount("2MiB", in: 1...1 << 20) }
        #expect(throws: ValueMistake.self) { try ScalarText.byteCount("16KB", in: 1...1 << 20) }
        #expect(throws: ValueMistake.self) { try ScalarText.byteCount("999999999999999MiB", in: 1...1 << 20) }
    }

    @Test("read numbers strictly")
    func numbers() throws {
        #expect(try ScalarText.positiveNumber("0.5", upTo: 10) == 0.5)
        for text in ["0", "-1", "11", "nan", "inf", "0x1p3", "", "1e400"] {
            #expect(throws: ValueMistake.self) { try ScalarText.positiveNumber(text, upTo: 10) }
        }
        #expect(try ScalarText.integer("-3", in: -5...5) == -3)
        for text in ["", "-", "+3", "3.0", "6", "99999999999999999999", "0x3"] {
            #expect(throws: ValueMistake.self) { try ScalarText.integer(text, in: -5...5) }
        }
    }

    @Test("read names of rooms")
    func names() throws {
        #expect(try ScalarText.name("eid-2027") == "eid-2027")
        for text in ["", "-a", "a-", "A", "a b", "a_b", "é", String(repeating: "a", count: 33)] {
            #expect(throws: ValueMistake.self) { try ScalarText.name(text) }
        }
    }
}
