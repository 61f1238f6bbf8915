/// How long requests took: `http_server_request_duration_seconds`, labelled as OpenTelemetry says.
///
/// Routes are templates that the role names at the start, never paths; unknown methods count as `_OTHER`,
/// unusual statuses keep their number. A combination's series appears with its first request.
package final class RequestMetrics: Sendable {
    /// The methods that have a name of their own; all others are the last, `_OTHER`.
    package static let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "_OTHER"]
    /// How many combinations of labels are kept; later ones are not shown.
    package static let maximumSeries = 512

    private static let name = "http_server_request_duration_seconds"
    private static let help = "Seconds from a request's first byte to the end of its answer."
    private let table: SeriesTable
    private let lastRoute: Int

    /// The metrics of a role with these route templates; a route's index is its place in the list.
    package init(_ registry: MetricsRegistry, routes: [String]) {
        lastRoute = max(0, routes.count - 1)
        table = SeriesTable(maximum: Self.maximumSeries) { indexes in
            let failure = RequestFailure(rawValue: indexes[4])?.label
            let status = indexes[2]
            return registry.histogram(
                Self.name, help: Self.help, bounds: .requestSeconds,
                labels: [
                    MetricLabel("http_request_method", Self.methods[indexes[0]]),
                    MetricLabel("http_route", routes.isEmpty ? "" : routes[indexes[1]]),
                    MetricLabel("http_response_status_code", status == 0 ? "" : "\(status)"),
                    MetricLabel("url_scheme", indexes[3] == 1 ? "https" : "http"),
                    MetricLabel("error_type", failure ?? (status >= 500 ? "\(status)" : "")),
                ]
            ).cell
        }
    }

    /// Counts a request that ended; `status` is 0 when there was no answer, `method` an index of `methods`.
    package func record(
        method: Int, route: Int, status: Int, isSecure: Bool = false, failure: RequestFailure = .none,
        nanoseconds: UInt64, on shard: MetricsShard
    ) {
        let method = method >= 0 && method < Self.methods.count ? method : Self.methods.count - 1
        let status = status >= 100 && status <= 999 ? status : 0
        let cell = table.cell(
            method, min(max(0, route), lastRoute), status, isSecure ? 1 : 0, failure.rawValue)
        shard.observe(Histogram(cell: cell, bounds: .requestSeconds), Double(nanoseconds) / 1e9)
    }
}
