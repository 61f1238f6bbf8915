/// The series of one rate-limit policy: `sluice_ratelimit_hits_total`.
package struct LimitMetrics: Sendable {
    private let counters: [Counter]

    /// Registers the series of a policy.
    package init(_ registry: MetricsRegistry, policy: String) {
        counters = LimitResult.allCases.map { result in
            registry.counter(
                "sluice_ratelimit_hits_total", help: "Requests that a rate limit looked at.",
                labels: [MetricLabel("policy", policy), MetricLabel("result", result.label)])
        }
    }

    /// The counter of a result.
    package subscript(result: LimitResult) -> Counter { counters[result.rawValue] }
}
