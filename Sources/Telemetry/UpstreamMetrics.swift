/// The series of one upstream.
package struct UpstreamMetrics: Sendable {
    /// Requests at the upstream now (`sluice_inflight_requests`).
    package let inFlight: UpDownCounter
    /// How many may be there at once, 0 for no limit (`sluice_concurrency_limit`).
    package let limit: Gauge

    /// Registers the series of an upstream.
    package init(_ registry: MetricsRegistry, upstream: String) {
        let labels = [MetricLabel("upstream", upstream)]
        inFlight = registry.upDownCounter(
            "sluice_inflight_requests", help: "Requests at the upstream now.", labels: labels)
        limit = registry.gauge(
            "sluice_concurrency_limit", help: "Requests that may be at the upstream at once; 0: no limit.",
            labels: labels)
    }
}
