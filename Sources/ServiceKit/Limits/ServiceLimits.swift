internal import EventLoop
internal import HTTP
internal import Limits
internal import Telemetry

/// The limits of one loop: a table of fixed size for each policy, made when it is first used.
///
/// Every loop counts for itself, so a service of N loops lets through up to N times as much; what must hold
/// exactly is counted in the database.
package final class ServiceLimits {
    private static let capacity = 16_384
    private let metrics: (LimitPolicy) -> LimitMetrics
    private let shard: MetricsShard
    private let now: () -> LoopInstant
    private var entries: [LimitPolicy: LimitEntry] = [:]
    // Two hashes of a random seed each: nobody can choose texts that share a place.
    private let seeds = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

    init(
        shard: MetricsShard, metrics: @escaping (LimitPolicy) -> LimitMetrics,
        now: @escaping () -> LoopInstant = { .now }
    ) {
        self.metrics = metrics
        self.shard = shard
        self.now = now
    }

    /// Counts one use; throws 429 `quota_exceeded` where it is one too many.
    package func take(_ policy: LimitPolicy, _ subject: LimitSubject) throws(ServiceError) {
        let entry = entry(policy)
        let decision = entry.decide(key(subject), now: UInt64(max(0, now().nanoseconds)))
        guard !decision.isAllowed else {
            let isNear = decision.remaining * 5 < policy.quota
            shard.add(entry.metrics[isNear ? .nearLimit : .ok])
            return
        }
        shard.add(entry.metrics[.overLimit])
        throw Self.refusal(policy, retryAfter: decision.retryAfter)
    }

    private func entry(_ policy: LimitPolicy) -> LimitEntry {
        if let known = entries[policy] { return known }
        let made = LimitEntry(
            GCRATable(policy.rule, capacity: Self.capacity, seed: seeds.0),
            metrics(policy))
        entries[policy] = made
        return made
    }

    private func key(_ subject: LimitSubject) -> LimitKey {
        switch subject {
        case .address(let address): return LimitKey(addressHigh: address.high, addressLow: address.low)
        case .text(let text): return LimitKey(high: hash(text, seeds.0), low: hash(text, seeds.1))
        }
    }

    private func hash(_ text: String, _ seed: UInt64) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(seed)
        hasher.combine(text)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// The refusal with the fields of the rate-limit draft (CONVENTIONS.md 1.1).
    private static func refusal(_ policy: LimitPolicy, retryAfter: Duration) -> ServiceError {
        // Spread over a half more, so that not everybody is back in the same second.
        let wait = retryAfter + retryAfter * Double.random(in: 0...0.5)
        var error = ServiceError(.quotaExceeded, retryAfter: max(wait, .seconds(1)))
        error.problem.violatedPolicies = [policy.name]
        let seconds = error.problem.retryAfterSeconds ?? 1
        let window = max(1, policy.window.components.seconds)
        error.fields = [
            ResponseField("RateLimit-Policy", "\"\(policy.name)\";q=\(policy.quota);w=\(window)"),
            ResponseField("RateLimit", "\"\(policy.name)\";r=0;t=\(seconds)"),
        ]
        return error
    }
}
