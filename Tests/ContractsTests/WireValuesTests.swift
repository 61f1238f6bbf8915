import Contracts
import TestKit
import Testing

@Suite("Values on the wire") struct WireValuesTests {
    @Test(
        "money is read from decimal strings and written with two digits",
        arguments: [
            ("1234.00", 123_400), ("0.05", 5), ("7", 700), ("7.5", 750), ("-3.20", -320),
            ("999999999999.99", 99_999_999_999_999),
        ] as [(String, Int64)])
    func money(text: String, minor: Int64) {
        #expect(Money(text)?.minor == minor)
        #expect(Money(Money(minor: minor).text) == Money(minor: minor))
    }

    @Test(
        "what is no amount is refused",
        arguments: ["", ".", "1.", ".5", "1.234", "1e3", "+1", "--1", "1,00", "৭", "1000000000000"])
    func noMoney(text: String) {
        #expect(Money(text) == nil)
    }

    @Test("adding beyond what an amount can be stops there")
    func overflow() {
        #expect((Money(minor: .max) + Money(minor: 1)).minor == .max)
        #expect((Money(minor: .min) + Money(minor: -1)).minor == .min)
        #expect(Money(minor: .min).text == "-92233720368547758.08")
    }

    @Test(
        "times are read in any zone and written in UTC",
        arguments: [
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
            ("2026-11-30T12:30:05.25+06:00", "2026-11-30T06:30:05.250Z"),
            ("2026-12-31T23:59:60Z", "2026-12-31T23:59:59.000Z"),
            ("1969-12-31t23:59:59.999z", "1969-12-31T23:59:59.999Z"),
            ("2024-02-29T00:00:00.123456789-00:30", "2024-02-29T00:30:00.123Z"),
        ])
    func times(text: String, utc: String) {
        #expect(Timestamp(text)?.text == utc)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "2026-11-30", "2026-11-30T12:30Z", "2026-02-30T00:00:00Z", "2026-11-30T24:00:00Z",
            "2026-11-30T12:30:05", "2026-11-30T12:30:05+0600", "2026-11-30T12:30:05.Z",
            "2026-11-30 12:30:05Z", "2026-11-30T12:60:05Z", "x026-11-30T12:30:05Z",
        ])
    func noTimes(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("every moment reads back as it was written")
    func momentsRoundTrip() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<2000 {
            let moment = Timestamp(
                milliseconds: .random(in: -62_135_596_800_000...253_402_300_799_999, using: &random))
            #expect(Timestamp(moment.text) == moment)
        }
        #expect(Timestamp(milliseconds: .max).text == "9999-12-31T23:59:59.999Z")
    }

    @Test("days count up without gaps, and have their weekdays")
    func days() {
        #expect(CivilDate("1970-01-01")?.days == 0)
        #expect(CivilDate("1970-01-01")?.weekday == 4)
        #expect(CivilDate("2026-11-21")?.weekday == 6)
        #expect(CivilDate("2023-02-29") == nil)
        #expect(CivilDate("2000-02-29")?.adding(days: 366).description == "2001-03-01")
        for days in stride(from: -719_162, to: 2_932_896, by: 997) {
            let date = CivilDate(days: days)
            #expect(date.days == days)
            #expect(CivilDate("\(date)") == date)
        }
    }
}
