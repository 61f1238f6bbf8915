/// The two text forms in which Prometheus reads metrics.
package enum MetricsFormat: Sendable {
    /// The classic text format.
    case prometheus
    /// OpenMetrics 1.0: counters are named without `_total` in their type line, and `# EOF` ends the text.
    case openMetrics

    /// The form that an `Accept` field asks for; Prometheus lists the one it likes best first.
    package init(accept: String) {
        let types = accept.split(separator: ",").map {
            $0.drop { $0 == " " }.prefix { $0 != ";" && $0 != " " }
        }
        let first = types.first {
            ["application/openmetrics-text", "text/plain", "*/*", "text/*"].contains($0)
        }
        self = first == "application/openmetrics-text" ? .openMetrics : .prometheus
    }

    /// The answer's `Content-Type`; Prometheus 3 refuses a scrape without it.
    package var contentType: StaticString {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }
}
