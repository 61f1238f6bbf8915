import Bytes
import Telemetry

/// The text of a registry.
func scraped(_ registry: MetricsRegistry, _ format: MetricsFormat = .prometheus) -> String {
    String(decoding: registry.scrape(format).copyBytes(), as: UTF8.self)
}
