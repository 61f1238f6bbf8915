import TestKit
import Testing

@testable import Identity

@Suite("Refresh")
struct RefreshTests {
    typealias Record = RefreshRule.Record

    static func judge(_ record: Record, arrivedAt: Int64, now: Int64? = nil) -> RefreshRule.Verdict {
        RefreshRule.judge(
            record, arrivedAt: arrivedAt, now: now ?? arrivedAt, grace: .milliseconds(500))
    }

    @Test("a token is used once; its twin harms nobody, its reuse ends the session")
    func verdicts() {
        let fresh = Record(usedAt: nil, expiresAt: 10_000, isEnded: false)
        #expect(Self.judge(fresh, arrivedAt: 9_999) == .rotate)
        #expect(Self.judge(fresh, arrivedAt: 10_000) == .expired)
        let used = Record(usedAt: 5_000, expiresAt: 10_000, isEnded: false)
        // It came before the first use was done, and waited for it.
        #expect(Self.judge(used, arrivedAt: 4_000, now: 9_000) == .twin)
        #expect(Self.judge(used, arrivedAt: 5_500) == .twin)
        #expect(Self.judge(used, arrivedAt: 5_501) == .reuse)
        // A thief does not get past the rule by waiting until the token would have expired.
        #expect(Self.judge(used, arrivedAt: 20_000) == .reuse)
        let ended = Record(usedAt: 5_000, expiresAt: 10_000, isEnded: true)
        #expect(Self.judge(ended, arrivedAt: 9_000) == .expired)
    }

    @Test("tokens are unlike each other, read back, and hide in logs")
    func tokens() throws {
        var random = SeededRandom(seed: 3)
        let token = RefreshToken(random: &random)
        let other = RefreshToken(random: &random)
        #expect(token.text.hasPrefix("slr_") && token.text.utf8.count == 47)
        #expect(token != other && token.hash != other.hash)
        #expect(token.hash.count == 32)
        #expect(RefreshToken(text: token.text) == token)
        #expect("\(token)" == "refresh token")
        for wrong in ["", "slr_", String(token.text.dropLast()), "slx_" + token.text.dropFirst(4)] {
            #expect(RefreshToken(text: wrong) == nil)
        }
    }
}
