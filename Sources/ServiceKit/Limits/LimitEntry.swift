internal import Limits
internal import Telemetry

/// One policy's table and counters on one loop.
final class LimitEntry {
    let metrics: LimitMetrics
    private var table: GCRATable

    init(_ table: consuming GCRATable, _ metrics: LimitMetrics) {
        self.table = table
        self.metrics = metrics
    }

    func decide(_ key: LimitKey, now: UInt64) -> LimitDecision {
        table.decide(key, now: now)
    }
}
