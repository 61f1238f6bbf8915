/// The series of one room.
package struct RoomMetrics: Sendable {
    /// Places given out (`sluice_queue_joined_total`).
    package let joined: Counter
    /// Sessions begun, the fast path's too (`sluice_queue_admitted_total`).
    package let admitted: Counter
    /// Places passed over or left (`sluice_queue_abandoned_total`).
    package let abandoned: Counter
    /// Places whose turn was over before they asked (`sluice_queue_expired_total`).
    package let expired: Counter
    /// Places issued and not yet served (`sluice_queue_waiting`).
    package let waiting: Gauge
    /// The room's serving number (`sluice_queue_serving_number`).
    package let serving: Gauge
    /// The largest number given out (`sluice_queue_last_number`).
    package let last: Gauge
    /// Sessions now (`sluice_active_admissions`).
    package let active: Gauge
    /// The shaped rate (`sluice_admission_rate_target_per_second`).
    package let rate: Gauge
    /// Seconds from taking a place to being let in (`sluice_queue_wait_seconds`).
    package let wait: Histogram

    /// Registers the series of a room.
    package init(_ registry: MetricsRegistry, room: String) {
        let labels = [MetricLabel("room", room)]
        func counter(_ name: String, _ help: String) -> Counter {
            registry.counter("sluice_queue_\(name)_total", help: help, labels: labels)
        }
        func gauge(_ name: String, _ help: String) -> Gauge {
            registry.gauge("sluice_\(name)", help: help, labels: labels)
        }
        joined = counter("joined", "Places given out.")
        admitted = counter("admitted", "Sessions begun.")
        abandoned = counter("abandoned", "Places passed over or left.")
        expired = counter("expired", "Places whose turn was over before they asked.")
        waiting = gauge("queue_waiting", "Places issued and not yet served.")
        serving = gauge("queue_serving_number", "Every number up to it was called or passed over.")
        last = gauge("queue_last_number", "The largest number given out.")
        active = gauge("active_admissions", "Sessions now.")
        rate = gauge("admission_rate_target_per_second", "Admissions a second that the line aims at.")
        wait = registry.histogram(
            "sluice_queue_wait_seconds", help: "Seconds from taking a place to being let in.",
            bounds: .waitSeconds,
            labels: labels)
    }
}
