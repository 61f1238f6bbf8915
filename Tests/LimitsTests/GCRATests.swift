import Limits
import Testing

@Suite("GCRA")
struct GCRATests {
    @Test("allows the burst at once and then the rate")
    func burstThenRate() {
        let limit = GCRA(rate: 10, burst: 3)
        var due: UInt64 = 0
        let start: UInt64 = 5_000_000_000
        #expect((0..<4).map { _ in limit.decide(&due, now: start).remaining } == [2, 1, 0, 0])
        #expect(limit.decide(&due, now: start).isAllowed == false)
        #expect(limit.decide(&due, now: start).retryAfter == .milliseconds(100))
        #expect(limit.decide(&due, now: start + 99_999_999).retryAfter == .nanoseconds(1))
        #expect(limit.decide(&due, now: start + 100_000_000).isAllowed)
        #expect(!limit.decide(&due, now: start + 100_000_000).isAllowed)
    }

    @Test("agrees with a token bucket over random histories")
    func againstTokenBucket() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let interval = UInt64.random(in: 1...50, using: &random) * 1_000
            let burst = Int.random(in: 1...8, using: &random)
            let limit = GCRA(rate: 1e9 / Double(interval), burst: burst)
            #expect(limit.interval == interval)
            var due: UInt64 = 0
            var now = UInt64.random(in: 1...1_000_000, using: &random)
            let full = interval * UInt64(burst)
            var tokens = full
            for _ in 0..<300 {
                let step =
                    UInt64.random(in: 0...interval * 2, using: &random)
                    * (Bool.random(using: &random) ? 1 : 0)
                now += step
                tokens = min(full, tokens + step)
                let decision = limit.decide(&due, now: now)
                #expect(decision.isAllowed == (tokens >= interval))
                if decision.isAllowed {
                    tokens -= interval
                    #expect(decision.remaining == Int(tokens / interval))
                    #expect(decision.retryAfter == .zero)
                } else {
                    #expect(decision.remaining == 0)
                    #expect(decision.retryAfter == .nanoseconds(Int64(interval - tokens)))
                }
            }
        }
    }

    @Test("never allows more than burst and rate in any window")
    func windows() {
        var random = SystemRandomNumberGenerator()
        let limit = GCRA(rate: 1_000, burst: 5)
        var due: UInt64 = 0
        var now: UInt64 = 1
        var allowed: [UInt64] = []
        for _ in 0..<2_000 {
            now += UInt64.random(in: 0...800_000, using: &random)
            if limit.decide(&due, now: now).isAllowed { allowed.append(now) }
        }
        for first in allowed.indices {
            for last in first..<min(allowed.count, first + 200) {
                let window = allowed[last] - allowed[first]
                #expect(last - first + 1 <= 5 + Int(window / limit.interval))
            }
        }
    }

    @Test("brings senseless settings into a range, and never traps")
    func extremes() {
        for rate in [-1, 0, Double.nan, .infinity, -.infinity, 1e-300, 1e300] {
            for burst in [Int.min, -1, 0, 1, Int.max] {
                let limit = GCRA(rate: rate, burst: burst)
                var due: UInt64 = 0
                #expect(limit.decide(&due, now: 1).isAllowed)
                _ = limit.decide(&due, now: .max)
                _ = limit.decide(&due, now: 0)
                due = .max
                _ = limit.decide(&due, now: 0)
                #expect(limit.interval >= 1)
            }
        }
    }
}
