internal import Telemetry

/// What became of holds, for the whole process.
struct HoldMetrics: Sendable {
    /// What can become of one.
    enum Result: Int, CaseIterable {
        case held, taken, expired, confirmed, released
    }

    private let counters: [Counter]

    init(_ registry: MetricsRegistry) {
        counters = Result.allCases.map { result in
            registry.counter(
                "booking_seat_holds_total", help: "What became of asks for seats, and of holds.",
                labels: [MetricLabel("result", "\(result)")])
        }
    }

    func count(_ result: Result, _ count: Int = 1, on shard: MetricsShard) {
        if count > 0 { shard.add(counters[result.rawValue], UInt64(count)) }
    }
}
