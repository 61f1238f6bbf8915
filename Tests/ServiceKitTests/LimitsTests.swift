import EventLoop
import HTTP
import Synchronization
import Telemetry
import Testing

@testable import ServiceKit

@Suite("Limits of a service") struct LimitsTests {
    private final class Clock: Sendable {
        let time = Atomic<Int64>(1_000_000_000)
        var now: LoopInstant { LoopInstant(nanoseconds: time.load(ordering: .relaxed)) }
        func advance(seconds: Int64) { time.add(seconds * 1_000_000_000, ordering: .relaxed) }
    }

    private let clock = Clock()
    private let policy = LimitPolicy("login", quota: 3, per: .seconds(60))

    private func makeLimits() -> ServiceLimits {
        let registry = MetricsRegistry(shards: 1)
        let metrics = LimitMetrics(registry, policy: "login")
        return ServiceLimits(
            shard: registry.shard(0), metrics: { _ in metrics }, now: { [clock] in clock.now })
    }

    @Test("let a quota through, then refuse with when to come back, and give it back in time")
    func quota() throws {
        let limits = makeLimits()
        for _ in 0..<3 { try limits.take(policy, .text("a")) }
        let error = #expect(throws: ServiceError.self) { try limits.take(policy, .text("a")) }
        #expect(error?.status == 429)
        #expect(error?.problem.violatedPolicies == ["login"])
        let seconds = error?.problem.retryAfterSeconds ?? 0
        #expect((20...31).contains(seconds))
        #expect(error?.fields.first == ResponseField("RateLimit-Policy", #""login";q=3;w=60"#))
        #expect(error?.fields.last == ResponseField("RateLimit", "\"login\";r=0;t=\(seconds)"))
        clock.advance(seconds: 21)
        try limits.take(policy, .text("a"))
        #expect(throws: ServiceError.self) { try limits.take(policy, .text("a")) }
    }

    @Test("count each subject for itself; an IPv6 network of 64 bits is one")
    func subjects() throws {
        let limits = makeLimits()
        for _ in 0..<3 { try limits.take(policy, .text("a")) }
        try limits.take(policy, .text("b"))
        for low in 0..<3 as Range<UInt64> {
            try limits.take(policy, .address(ClientAddress(high: 0x2001_0DB8, low: low)))
        }
        #expect(throws: ServiceError.self) {
            try limits.take(policy, .address(ClientAddress(high: 0x2001_0DB8, low: 77)))
        }
    }
}
