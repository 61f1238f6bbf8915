/// What is running: the series `sluice_build_info`, always 1.
package enum BuildInfo {
    /// Registers the series.
    package static func register(
        in registry: MetricsRegistry, version: String, revision: String, swift: String = "6.3"
    ) {
        let info = registry.gauge(
            "sluice_build_info", help: "What is running.",
            labels: [
                MetricLabel("version", version), MetricLabel("revision", revision),
                MetricLabel("swift_version", swift),
            ])
        registry.set(info, 1)
    }
}
