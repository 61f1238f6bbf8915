/// The series of events between services: how many wait, how long, and how many gave up.
package struct EventMetrics: Sendable {
    private let registry: MetricsRegistry
    private let waitingGauge: Gauge
    private let oldestGauge: Gauge
    private let parkedGauge: Gauge

    /// Registers the series.
    package init(_ registry: MetricsRegistry) {
        self.registry = registry
        waitingGauge = registry.gauge("sluice_events_waiting", help: "Events that are not done yet.")
        oldestGauge = registry.gauge(
            "sluice_events_oldest_seconds", help: "How long the oldest of them has waited.")
        parkedGauge = registry.gauge(
            "sluice_events_parked", help: "Events that gave up and wait for an operator.")
    }

    /// Shows how much is on its way.
    package func show(waiting: Int, oldest: Double, parked: Int) {
        registry.set(waitingGauge, Double(waiting))
        registry.set(oldestGauge, oldest)
        registry.set(parkedGauge, Double(parked))
    }
}
