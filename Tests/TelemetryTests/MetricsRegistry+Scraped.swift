import Bytes
import Telemetry

extension MetricsRegistry {
    /// The text that a scrape gets.
    func scraped(_ format: MetricsFormat = .prometheus) -> String {
        String(decoding: scrape(format).copyBytes(), as: UTF8.self)
    }
}
