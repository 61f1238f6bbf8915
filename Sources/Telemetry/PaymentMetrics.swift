/// The series of payments: what became of them, by provider.
package struct PaymentMetrics: Sendable {
    /// The outcomes that are counted.
    package static let outcomes = ["captured", "failed", "canceled", "review", "refunded"]

    private let counters: [String: Counter]

    /// Registers the series of these providers.
    package init(_ registry: MetricsRegistry, providers: [String]) {
        var counters: [String: Counter] = [:]
        for provider in providers {
            for outcome in Self.outcomes {
                counters["\(provider) \(outcome)"] = registry.counter(
                    "payment_outcomes_total", help: "Payments by what became of them.",
                    labels: [MetricLabel("provider", provider), MetricLabel("outcome", outcome)])
            }
        }
        self.counters = counters
    }

    /// Counts an outcome; one that is not counted is passed over.
    package func count(_ outcome: String, provider: String, on shard: MetricsShard) {
        if let counter = counters["\(provider) \(outcome)"] { shard.add(counter) }
    }
}
