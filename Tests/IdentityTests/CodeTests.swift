import Bytes
import TestKit
import Testing
import Tokens

@testable import Identity

@Suite("Codes")
struct CodeTests {
    static let secret = Array("12345678901234567890".utf8)

    @Test(
        "timed codes are those of RFC 6238",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func timed(second: Int64, code: String) {
        let step = TimedCode.step(at: second * 1000)
        #expect(TimedCode.code(secret: Self.secret, step: step, digits: 8) == code)
        #expect(TimedCode.code(secret: Self.secret, step: step) == code.suffix(6))
    }

    @Test("counted codes are those of RFC 4226")
    func counted() {
        let codes = (0..<10).map { TimedCode.code(secret: Self.secret, step: $0) }
        #expect(
            codes == [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
                "520489",
            ])
    }

    @Test("a code is taken one step early or late, and no step twice")
    func window() {
        let now: Int64 = 1_700_000_000_000
        let step = TimedCode.step(at: now)
        func match(_ wanted: Int64, after last: Int64 = 0) -> Int64? {
            let code = TimedCode.code(secret: Self.secret, step: wanted)
            return TimedCode.match(code, secret: Self.secret, now: now, lastStep: last)
        }
        #expect(match(step) == step)
        #expect(match(step - 1) == step - 1)
        #expect(match(step + 1) == step + 1)
        #expect(match(step - 2) == nil)
        #expect(match(step + 2) == nil)
        #expect(match(step, after: step) == nil)
        #expect(match(step - 1, after: step) == nil)
        #expect(match(step + 1, after: step) == step + 1)
        #expect(TimedCode.match("", secret: Self.secret, now: now, lastStep: 0) == nil)
    }

    @Test("an app reads the secret from an address that escapes what people are called")
    func address() {
        #expect(Base32.encode(Array("foobar".utf8)) == "MZXW6YTBOI")
        #expect(Base32.encode(Array("fooba".utf8)) == "MZXW6YTB")
        #expect(Base32.encode([]).isEmpty)
        let address = TimedCode.address(secret: Self.secret, issuer: "Sluice Rail", account: "a&b@x.org")
        #expect(
            address == "otpauth://totp/Sluice%20Rail:a%26b%40x.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Sluice%20Rail&algorithm=SHA1&digits=6&period=30")
    }

    @Test("sent codes have six digits, every one possible, and are read as people type them")
    func sent() throws {
        var random = SeededRandom(seed: 7)
        let key = try KeyRing(now: 0, random: &random).macKey(for: "test")
        #expect(OneTimeCode.make(for: [1, 2], key: key) == OneTimeCode.make(for: [1, 2], key: key))
        var firstDigits: Set<Character> = []
        for number in 0..<2000 {
            let code = OneTimeCode.make(for: [UInt8(number & 255), UInt8(number >> 8)], key: key)
            #expect(code.utf8.count == 6 && UInt32(code) != nil)
            if let first = code.first { firstDigits.insert(first) }
        }
        #expect(firstDigits.count == 10)
        #expect(OneTimeCode.padded(7) == "000007")
        #expect(OneTimeCode.normal("12 34 56") == "123456")
        #expect(OneTimeCode.normal("১২৩৪৫৬") == "123456")
        for wrong in ["", "12345", "1234567", "12345a", "-12345", String(repeating: " ", count: 99)] {
            #expect(OneTimeCode.normal(wrong) == nil)
        }
    }

    @Test("what is stored of a code depends on the code, the challenge and the key")
    func mark() throws {
        var random = SeededRandom(seed: 8)
        let key = try KeyRing(now: 0, random: &random).macKey(for: "test")
        let other = try KeyRing(now: 0, random: &random).macKey(for: "test")
        let first = OneTimeCode.mark("123456", challenge: [1], key: key)
        let marks = [
            first, OneTimeCode.mark("123457", challenge: [1], key: key),
            OneTimeCode.mark("123456", challenge: [2], key: key),
            OneTimeCode.mark("123456", challenge: [1], key: other),
        ]
        #expect(Set(marks).count == 4)
        #expect(first.count == 32)
        let again = OneTimeCode.mark("123456", challenge: [1], key: key)
        #expect(again == first)
    }

    @Test("a challenge takes one right answer, five in all, and none when its time is over")
    func challenge() {
        let fresh = ChallengeState(attempts: 0, expiresAt: 1000, isUsed: false)
        var state = fresh
        #expect(ChallengeRule.judge(&state, isRight: true, now: 999) == .accepted)
        #expect(ChallengeRule.judge(&state, isRight: true, now: 999) == .over)
        state = fresh
        #expect(ChallengeRule.judge(&state, isRight: true, now: 1000) == .over)
        state = fresh
        let verdicts = (0..<6).map { _ in ChallengeRule.judge(&state, isRight: false, now: 0) }
        #expect(
            verdicts == [
                .refused(left: 4), .refused(left: 3), .refused(left: 2), .refused(left: 1), .over, .over,
            ])
        #expect(ChallengeRule.judge(&state, isRight: true, now: 0) == .over)
        state = ChallengeState(attempts: 4, expiresAt: 1000, isUsed: false)
        #expect(ChallengeRule.judge(&state, isRight: true, now: 0) == .accepted)
    }
}
