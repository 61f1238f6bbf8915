import Bytes
import TestKit
import Testing

@testable import Tokens

@Suite("SlipSealer")
struct SlipSealerTests {
    /// A payload as a slip has it: version, key id, and some bytes more.
    static func payload(keyID: UInt32, count: Int = 60) -> [UInt8] {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * UInt32($0))) }
        return [1] + id + (5..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    }

    static func seal(_ sealer: SlipSealer, _ payload: [UInt8]) throws -> [UInt8] {
        var out = ByteBuffer()
        let sealed = sealer.seal(payload.span.bytes, into: &out)
        try #require(sealed)
        return out.copyBytes()
    }

    static func open(_ sealer: SlipSealer, _ text: [UInt8], at now: Int64 = 0) -> SlipOpening {
        var scratch = ByteBuffer()
        return sealer.open(text.span.bytes, at: now, into: &scratch)
    }

    @Test("opens what it sealed, whatever the length")
    func roundTrip() throws {
        let ring = KeyRing.seeded()
        let sealer = try SlipSealer(ring)
        let id = sealer.signingKeyID(at: 0)
        var scratch = ByteBuffer()
        for count in 5...SlipSealer.maximumPayloadBytes {
            let payload = Self.payload(keyID: id, count: count)
            let text = try Self.seal(sealer, payload)
            #expect(text.count <= SlipSealer.maximumTextBytes)
            let opening = sealer.open(text.span.bytes, at: 0, into: &scratch)
            #expect(opening == .valid(payload: 0..<count, keyID: id, isOldKey: false))
            #expect(Array(scratch.copyBytes().prefix(count)) == payload)
        }
    }

    @Test("the tag is HMAC-SHA-256 of the payload, cut to 128 bits")
    func tag() throws {
        let ring = KeyRing.seeded()
        let payload = Self.payload(keyID: ring.slips[0].id)
        let text = try Self.seal(try SlipSealer(ring), payload)
        let bytes = try #require(text.text.base64URLDecoded)
        let secret = try #require(ring.slips[0].secret)
        let mac = try secret.makeMACKey()
        let full = mac.fullBytes(of: payload)
        #expect(bytes == payload + full.prefix(16))
    }

    @Test("refuses a slip with any one character changed")
    func tampering() throws {
        let sealer = try SlipSealer(.seeded())
        let text = try Self.seal(sealer, Self.payload(keyID: sealer.signingKeyID(at: 0)))
        for index in text.indices {
            for bit in 0..<8 {
                var changed = text
                changed[index] ^= 1 << UInt8(bit)
                switch Self.open(sealer, changed) {
                case .valid: Issue.record("character \(index), bit \(bit)")
                case .forged, .unknownKey, .malformed, .retiredKey: break
                }
            }
        }
    }

    @Test("refuses a slip that was cut or made longer anywhere")
    func lengths() throws {
        let sealer = try SlipSealer(.seeded())
        let text = try Self.seal(sealer, Self.payload(keyID: sealer.signingKeyID(at: 0)))
        for count in 0..<text.count {
            for piece in [Array(text.prefix(count)), Array(text.suffix(count))] {
                if case .valid = Self.open(sealer, piece) { Issue.record("\(count) characters") }
            }
        }
        for extra in ["A", "AA", "AAA", "AAAA", "=", "\n", String(repeating: "A", count: 1000)] {
            for longer in [text + extra.bytes, extra.bytes + text] {
                if case .valid = Self.open(sealer, longer) { Issue.record("with \(extra)") }
            }
        }
    }

    @Test("tells forged, unknown and malformed apart")
    func kinds() throws {
        let sealer = try SlipSealer(.seeded(1))
        let other = try SlipSealer(.seeded(2))
        let id = sealer.signingKeyID(at: 0)
        let foreign = try Self.seal(other, Self.payload(keyID: other.signingKeyID(at: 0)))
        #expect(Self.open(sealer, foreign) == .unknownKey(other.signingKeyID(at: 0)))
        let forged = (Self.payload(keyID: id) + [UInt8](repeating: 0, count: 16)).base64URL
        #expect(Self.open(sealer, forged.bytes) == .forged)
        #expect(Self.open(sealer, []) == .malformed)
        #expect(Self.open(sealer, "not a slip!".bytes) == .malformed)
        #expect(Self.open(sealer, [UInt8](repeating: 0, count: 20).base64URL.bytes) == .malformed)
        #expect(Self.open(sealer, [UInt8](repeating: 0x41, count: 151)) == .malformed)
    }

    @Test("seals only with a key of the ring and only what fits")
    func refusesToSeal() throws {
        let sealer = try SlipSealer(.seeded())
        let id = sealer.signingKeyID(at: 0)
        for payload in [
            Self.payload(keyID: id &+ 1), Self.payload(keyID: id, count: 97), [1, 2, 3, 4], [],
        ] {
            var out = ByteBuffer()
            let sealed = sealer.seal(payload.span.bytes, into: &out)
            #expect(!sealed && out.isEmpty)
        }
    }

    @Test("a rotated key waits for its time; slips of the old one stay good and say so")
    func rotation() throws {
        var random = SeededRandom(seed: 7)
        var ring = KeyRing.seeded(now: 1_000)
        let oldID = ring.slips[0].id
        let oldSlip = try Self.seal(try SlipSealer(ring), Self.payload(keyID: oldID))
        try ring.rotateSlips(now: 50_000, reload: .seconds(10), random: &random)
        let newID = ring.slips[1].id
        let turn = ring.slips[1].signFrom
        #expect(turn >= 50_000 + 2 * 10_000)
        let sealer = try SlipSealer(ring)
        #expect(sealer.signingKeyID(at: turn - 1) == oldID)
        #expect(sealer.signingKeyID(at: turn) == newID)
        let length = 60
        let fresh = SlipOpening.valid(payload: 0..<length, keyID: oldID, isOldKey: false)
        let old = SlipOpening.valid(payload: 0..<length, keyID: oldID, isOldKey: true)
        #expect(Self.open(sealer, oldSlip, at: turn - 1) == fresh)
        #expect(Self.open(sealer, oldSlip, at: turn) == old)
        // A slip of the new key at a gateway whose clock is behind is not old: it must not be signed back.
        let early = try Self.seal(sealer, Self.payload(keyID: newID))
        let young = SlipOpening.valid(payload: 0..<length, keyID: newID, isOldKey: false)
        #expect(Self.open(sealer, early, at: turn - 1) == young)
        try ring.retireSlipKey(oldID, now: turn)
        #expect(Self.open(try SlipSealer(ring), oldSlip, at: turn) == .retiredKey(oldID))
        #expect(Self.open(try SlipSealer(ring), early, at: turn) == young)
    }

    @Test("a clock before every key's time still signs, with the first one")
    func earlyClock() throws {
        var random = SeededRandom(seed: 7)
        var ring = KeyRing.seeded(now: 1_000_000)
        try ring.rotateSlips(now: 1_000_000, reload: .seconds(1), random: &random)
        #expect(try SlipSealer(ring).signingKeyID(at: 0) == ring.slips[0].id)
    }

    @Test("all threads may open slips with one sealer at once")
    func sharing() async throws {
        let sealer = try SlipSealer(.seeded())
        let id = sealer.signingKeyID(at: 0)
        await withTaskGroup(of: Int.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var scratch = ByteBuffer()
                    var valid = 0
                    for round in 0..<500 {
                        let payload = Self.payload(keyID: id, count: 20 + (worker + round) % 50)
                        var out = ByteBuffer()
                        _ = sealer.seal(payload.span.bytes, into: &out)
                        let text = out.copyBytes()
                        if case .valid = sealer.open(text.span.bytes, at: 0, into: &scratch) { valid += 1 }
                    }
                    return valid
                }
            }
            for await valid in group { #expect(valid == 500) }
        }
    }
}
