import Telemetry

/// The series of a gateway, registered once for the process.
struct GatewayInstruments: Sendable {
    /// The routes of `http_server_request_duration_seconds`, templates only.
    enum Route: Int, CaseIterable, Sendable {
        case place
        case serving
        case places
        case admission
        case events
        case keys
        case page
        case site

        /// The route of a reserved path, or nil for what is counted nowhere.
        init?(_ path: ReservedPath) {
            switch path {
            case .place: self = .place
            case .serving: self = .serving
            case .places: self = .places
            case .admission: self = .admission
            case .events: self = .events
            case .keys: self = .keys
            case .page, .joinForm, .leaveForm: self = .page
            case .unknown: return nil
            }
        }

        var template: String {
            switch self {
            case .place: "/_sluice/v1/rooms/{room}/place"
            case .serving: "/_sluice/v1/rooms/{room}"
            case .places: "/_sluice/v1/rooms/{room}/places"
            case .admission: "/_sluice/v1/rooms/{room}/admission"
            case .events: "/_sluice/v1/rooms/{room}/events"
            case .keys: "/.well-known/jwks.json"
            case .page: "/_sluice/rooms/{room}"
            case .site: "/**"
            }
        }
    }

    let registry: MetricsRegistry
    let rooms: [RoomMetrics]
    let decisions: DecisionMetrics
    let requests: RequestMetrics
    let upstreams: [UpstreamMetrics]
    let upstreamFailures: [Counter]
    let malformed: Counter
    let tokensRefused: Counter

    init(_ registry: MetricsRegistry, rooms names: [String], upstreams upstreamNames: [String]) {
        self.registry = registry
        rooms = names.map { RoomMetrics(registry, room: $0) }
        decisions = DecisionMetrics(registry, rooms: names)
        requests = RequestMetrics(registry, routes: Route.allCases.map(\.template))
        upstreams = upstreamNames.map { UpstreamMetrics(registry, upstream: $0) }
        upstreamFailures = upstreamNames.map { name in
            registry.counter(
                "sluice_upstream_failures_total", help: "Requests that an upstream did not answer.",
                labels: [MetricLabel("upstream", name)])
        }
        malformed = registry.counter(
            "sluice_malformed_requests_total",
            help: "Connections closed because of bytes that are no request.")
        tokensRefused = registry.counter(
            "sluice_tokens_refused_total", help: "Admission tokens that did not verify.")
    }
}
