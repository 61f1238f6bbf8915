import Bytes
import TestKit
import Testing

@testable import Tokens

@Suite("KeyRing")
struct KeyRingTests {
    static func read(_ text: String) throws -> KeyRing {
        try KeyRing(text: text.bytes.span.bytes, path: "keyring")
    }

    @Test("is written and read back, retired keys too")
    func roundTrip() throws {
        var random = SeededRandom(seed: 3)
        var ring = KeyRing.seeded(now: 1_700_000_000_000)
        for step in 1...3 {
            try ring.rotateSlips(
                now: 1_700_000_000_000 + Int64(step) * 100_000, reload: .seconds(5), random: &random)
            try ring.rotateAdmissions(now: 1_700_000_000_000, reload: .seconds(5), random: &random)
        }
        try ring.retireSlipKey(ring.slips[0].id, now: 1_700_001_000_000)
        #expect(try Self.read(ring.writtenText) == ring)
    }

    @Test("refuses a text with any line broken, and names the line")
    func brokenLines() throws {
        let text = KeyRing.seeded(now: 5).writtenText
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        for index in 1..<lines.count {
            for change in [
                lines[index] + " ", " " + lines[index], String(lines[index].dropLast()), "", "other words",
            ] {
                var broken = lines
                broken[index] = change
                #expect(throws: KeyError.malformed(path: "keyring", line: index + 1)) {
                    try Self.read(broken.joined(separator: "\n") + "\n")
                }
            }
        }
    }

    @Test("refuses other versions, missing ends, doubled lines and rings without keys")
    func brokenFiles() throws {
        let text = KeyRing.seeded(now: 5).writtenText
        let lines = text.split(separator: "\n").map { $0 + "\n" }
        #expect(throws: KeyError.unknownFormat(path: "keyring")) { try Self.read("") }
        #expect(throws: KeyError.unknownFormat(path: "keyring")) {
            try Self.read("sluice-keys 2\n" + lines[1])
        }
        #expect(throws: KeyError.malformed(path: "keyring", line: 4)) {
            try Self.read(String(text.dropLast()))
        }
        #expect(throws: KeyError.malformed(path: "keyring", line: 5)) { try Self.read(text + lines[1]) }
        #expect(throws: KeyError.malformed(path: "keyring", line: 5)) { try Self.read(text + lines[2]) }
        for missing in 1..<4 {
            var rest = lines
            rest.remove(at: missing)
            #expect(throws: KeyError.noKey) { try Self.read(rest.joined()) }
        }
        let long = text + String(repeating: "\n", count: KeyRing.maximumTextBytes)
        #expect(throws: KeyError.malformed(path: "keyring", line: 1)) { try Self.read(long) }
    }

    @Test("holds 64 slip keys at most; a retired one gives its place up first")
    func bound() throws {
        var random = SeededRandom(seed: 3)
        var ring = KeyRing.seeded(now: 0)
        for _ in 1..<KeyRing.maximumKeys { try ring.rotateSlips(now: 0, reload: .zero, random: &random) }
        #expect(throws: KeyError.tooMany) { try ring.rotateSlips(now: 0, reload: .zero, random: &random) }
        let first = ring.slips[0].id
        try ring.retireSlipKey(first, now: 1_000_000)
        try ring.rotateSlips(now: 0, reload: .zero, random: &random)
        #expect(ring.slips.count == KeyRing.maximumKeys && !ring.slips.contains { $0.id == first })
        #expect(ring.slips.map(\.signFrom) == ring.slips.map(\.signFrom).sorted())
        #expect(try Self.read(ring.writtenText) == ring)
    }

    @Test("never retires the key that signs, nor one to come, nor one it does not have")
    func retiring() throws {
        var random = SeededRandom(seed: 3)
        var ring = KeyRing.seeded(now: 0)
        try ring.rotateSlips(now: 0, reload: .seconds(60), random: &random)
        let turn = ring.slips[1].signFrom
        #expect(throws: KeyError.noKey) { try ring.retireSlipKey(ring.slips[0].id, now: turn - 1) }
        #expect(throws: KeyError.noKey) { try ring.retireSlipKey(ring.slips[1].id, now: turn) }
        #expect(throws: KeyError.noKey) { try ring.retireSlipKey(0, now: turn) }
        try ring.retireSlipKey(ring.slips[0].id, now: turn)
        #expect(ring.slips[0].secret == nil)
    }

    @Test("a new admission key is published for ten minutes before it signs")
    func admissionRotation() throws {
        var random = SeededRandom(seed: 3)
        var ring = KeyRing.seeded(now: 0)
        try ring.rotateAdmissions(now: 1_000_000, reload: .seconds(10), random: &random)
        #expect(ring.admissions[1].signFrom >= 1_000_000 + 2 * JSONWebKeySet.maximumAge.wholeMilliseconds)
        #expect(try ring.verificationKeys().count == 2)
        var slow = KeyRing.seeded(now: 0)
        try slow.rotateAdmissions(now: 0, reload: .seconds(3600), random: &random)
        #expect(slow.admissions[1].signFrom >= 2 * 3_600_000)
    }

    @Test("an admission key is dropped once no token of it can be alive")
    func droppingAdmissions() throws {
        var random = SeededRandom(seed: 3)
        var ring = KeyRing.seeded(now: 0)
        let first = ring.admissions[0]
        try ring.rotateAdmissions(now: 0, reload: .seconds(1), random: &random)
        let turn = ring.admissions[1].signFrom
        let life = KeyRing.verifiedAfter.wholeMilliseconds
        var early = ring
        try early.rotateAdmissions(now: turn + life, reload: .seconds(1), random: &random)
        #expect(early.admissions.contains(first))
        try ring.rotateAdmissions(now: turn + life + 1, reload: .seconds(1), random: &random)
        #expect(!ring.admissions.contains(first) && ring.admissions.count == 2)
    }

    @Test("no secret is printed, however one tries")
    func printing() throws {
        let ring = KeyRing.seeded()
        var dumped = ""
        dump(ring, to: &dumped)
        #expect(Mirror(reflecting: ring.session).children.isEmpty)
        let printed = "\(ring) \(String(reflecting: ring)) \(dumped)"
        let secrets = ring.writtenText.split(whereSeparator: { " \n".contains($0) }).filter { $0.count == 43 }
        #expect(secrets.count == 3)
        for secret in secrets {
            #expect(!printed.contains(secret))
            let bytes = try #require(String(secret).base64URLDecoded)
            #expect(!printed.contains(bytes.prefix(3).map { "\($0)" }.joined(separator: ", ")))
        }
        #expect(printed.contains("secret"))
    }
}
