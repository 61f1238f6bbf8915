/// What the gateway decided: `sluice_decisions_total` by room, decision and reason.
///
/// A combination's series appears with its first decision.
package final class DecisionMetrics: Sendable {
    private let table: SeriesTable
    private let lastRoom: Int

    /// The decisions for these rooms; the index after the last stands for requests that no room protects.
    package init(_ registry: MetricsRegistry, rooms: [String]) {
        lastRoom = rooms.count
        table = SeriesTable(maximum: (rooms.count + 1) * 16) { indexes in
            let room = indexes[0] < rooms.count ? rooms[indexes[0]] : ""
            let decision = AdmissionDecision(rawValue: indexes[1]).map { "\($0)" } ?? ""
            let reason = DecisionReason(rawValue: indexes[2])?.label ?? ""
            return registry.counter(
                "sluice_decisions_total", help: "What the gateway decided about requests.",
                labels: [
                    MetricLabel("room", room), MetricLabel("decision", decision),
                    MetricLabel("reason", reason),
                ]
            ).cell
        }
    }

    /// Counts a decision; a nil room is none.
    package func count(
        _ decision: AdmissionDecision, _ reason: DecisionReason, room: Int?, on shard: MetricsShard
    ) {
        let room = min(max(0, room ?? lastRoom), lastRoom)
        shard.add(Counter(cell: table.cell(room, decision.rawValue, reason.rawValue)))
    }
}
