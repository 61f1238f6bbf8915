import TestKit
import Testing
import WaitingRoom

@Suite("JitteredRetry")
struct JitteredRetryTests {
    @Test("answers every second from the base to a base and a half, evenly", arguments: [1, 2, 3, 10, 60])
    func spreads(base: Int) {
        var random = SeededRandom(seed: UInt64(base))
        let retry = JitteredRetry(base: base)
        let values = base...(base + (base + 1) / 2)
        var counts: [Int: Int] = [:]
        for _ in 0..<values.count * 1_000 { counts[retry.seconds(random: random.next()), default: 0] += 1 }
        #expect(Set(counts.keys) == Set(values))
        #expect(counts.values.allSatisfy { (800...1_200).contains($0) })
    }

    @Test("stays within its bounds for any base")
    func bounds() {
        #expect(JitteredRetry(base: 0).base == 1)
        #expect(JitteredRetry(base: -5).seconds(random: 0) == 1)
        #expect(JitteredRetry(base: .max).seconds(random: .max) == 129_600)
    }
}
