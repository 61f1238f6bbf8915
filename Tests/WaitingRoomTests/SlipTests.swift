import Bytes
import TestKit
import Testing
import WaitingRoom

@Suite("Slip")
struct SlipTests {
    @Test("comes back from its bytes, whatever its fields hold")
    func roundTrip() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<2_000 {
            let slip = try Self.randomSlip(&random)
            let keyID = UInt32.random(in: 0 ... .max, using: &random)
            let payload = Self.payload(slip, keyID: keyID)
            #expect(Slip(payload: payload.span.bytes) == slip)
            let signed = payload + Array(repeating: 7, count: SlipLayout.tagLength)
            #expect(SlipLayout.keyID(ofSigned: signed.span.bytes) == keyID)
            #expect(SlipLayout.payloadLength(ofSigned: signed.span.bytes) == payload.count)
        }
    }

    @Test("stays under 120 characters with the longest name and the largest numbers")
    func length() throws {
        let room = try #require(RoomName(String(repeating: "x", count: 32)))
        let largest = Slip.limit - 1
        let slip = try #require(
            Slip(
                room: room, epoch: .max, gen: largest, kind: .provisional(boot: largest, sequence: .max),
                time: Int64(largest), binding: .max))
        let payload = Self.payload(slip, keyID: .max)
        #expect(payload.count == SlipLayout.maximumPayload)
        var text = ByteBuffer()
        Base64URL.encode((payload + Array(repeating: 255, count: 16)).span.bytes, into: &text)
        #expect(text.count == SlipLayout.maximumText)
        #expect(text.count < 120)
        let letter = try #require(RoomName("x"))
        let shortest = try #require(Slip(room: letter, epoch: 0, gen: 0, kind: .place(number: 1), time: 0))
        #expect(Self.payload(shortest, keyID: 0).count == SlipLayout.minimumPayload)
    }

    @Test("is not made of numbers that do not fit")
    func refusesFields() throws {
        let room = try #require(RoomName("demo"))
        func slip(_ kind: Slip.Kind, gen: UInt64 = 1, time: Int64 = 1) -> Slip? {
            Slip(room: room, epoch: 1, gen: gen, kind: kind, time: time)
        }
        #expect(slip(.place(number: 1)) != nil)
        #expect(slip(.place(number: 0)) == nil)
        #expect(slip(.place(number: -1)) == nil)
        #expect(slip(.entry(number: Int(Slip.limit))) == nil)
        #expect(slip(.provisional(boot: Slip.limit, sequence: 0)) == nil)
        #expect(slip(.place(number: 1), gen: Slip.limit) == nil)
        #expect(slip(.place(number: 1), time: -1) == nil)
        #expect(slip(.place(number: 1), time: Int64(Slip.limit)) == nil)
    }

    @Test("refuses another version, kind, length or alphabet")
    func refusesBytes() throws {
        let room = try #require(RoomName("demo"))
        let slip = try #require(Slip(room: room, epoch: 1, gen: 2, kind: .place(number: 3), time: 4))
        let good = Self.payload(slip, keyID: 9)
        func with(_ index: Int, _ byte: UInt8) -> [UInt8] {
            var bytes = good
            bytes[index] = byte
            return bytes
        }
        #expect(Slip(payload: good.span.bytes) != nil)
        #expect(Slip(payload: with(0, 2).span.bytes) == nil)
        #expect(Slip(payload: with(5, 0).span.bytes) == nil)
        #expect(Slip(payload: with(5, 4).span.bytes) == nil)
        #expect(Slip(payload: with(35, 0).span.bytes) == nil)  // Number 0.
        #expect(Slip(payload: with(good.count - 1, 0x41).span.bytes) == nil)
        #expect(Slip(payload: with(5, 3).span.bytes) == nil)  // The room would be eaten by the sequence.
        #expect(Slip(payload: (good + Array(repeating: 0x61, count: 40)).span.bytes) == nil)
        for length in 0..<good.count - 3 { #expect(Slip(payload: Array(good[..<length]).span.bytes) == nil) }
        let tag = [UInt8](repeating: 0, count: 16)
        #expect(SlipLayout.keyID(ofSigned: (with(0, 9) + tag).span.bytes) == nil)
        #expect(SlipLayout.keyID(ofSigned: good.span.bytes.extracting(0..<20)) == nil)
    }

    @Test("has one spelling: whatever decodes encodes to the same bytes")
    func canonical() throws {
        var random = SeededRandom(seed: 4)
        var decoded = 0
        for _ in 0..<20_000 {
            var bytes = Self.payload(try Self.randomSlip(&random), keyID: 5)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                bytes[Int.random(in: 5..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0...5, using: &random)) }
            guard let slip = Slip(payload: bytes.span.bytes) else { continue }
            decoded += 1
            #expect(Self.payload(slip, keyID: 5) == bytes)
        }
        #expect(decoded > 5_000)
    }

    @Test("derives the bucket of a provisional place from its time")
    func bucket() throws {
        let room = try #require(RoomName("demo"))
        let slip = Slip(room: room, epoch: 1, gen: 1, kind: .provisional(boot: 7, sequence: 1), time: 1_249)
        #expect(slip?.bucket == 4)
        #expect(slip?.place == nil)
    }

    static func payload(_ slip: Slip, keyID: UInt32) -> [UInt8] {
        var out = ByteBuffer()
        slip.encode(keyID: keyID, into: &out)
        return out.copyBytes()
    }

    static func randomSlip(_ random: inout SeededRandom) throws -> Slip {
        let letters = Array("abc019-")
        let name = String(
            (0..<Int.random(in: 1...32, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? "a"
            })
        let number = Int.random(in: 1..<Int(Slip.limit), using: &random)
        let kinds: [Slip.Kind] = [
            .place(number: number), .entry(number: number),
            .provisional(boot: UInt64(number), sequence: UInt32.random(in: 0 ... .max, using: &random)),
        ]
        let room = try #require(RoomName(name))
        let slip = Slip(
            room: room, epoch: UInt32.random(in: 0 ... .max, using: &random),
            gen: UInt64.random(in: 0..<Slip.limit, using: &random),
            kind: kinds[Int.random(in: 0..<3, using: &random)],
            time: Int64.random(in: 0..<Int64(Slip.limit), using: &random),
            binding: UInt64.random(in: 0 ... .max, using: &random))
        return try #require(slip)
    }
}
