package import Bytes
package import HTTPServer
package import Telemetry
internal import EventLoop
internal import HTTP

/// The ops listener of every role: health, metrics and the table of routes, on a loop of its own.
///
/// It answers while the public loops are busy or out of descriptors, because it shares neither with them.
package final class OpsService: HTTPService {
    private let health: Health
    private let registry: MetricsRegistry
    private let routes: [OpsRoute]

    /// What every role answers here.
    private static let common = [
        "/livez", "/healthz", "/readyz", "/readyz/{check}", "/metrics", "/v1/routes",
    ]

    /// A service over what the role tells.
    package init(
        health: Health, registry: MetricsRegistry, routes: [OpsRoute] = [], shelf: RouteShelf = RouteShelf()
    ) {
        self.health = health
        self.registry = registry
        self.routes = routes + [OpsRoute("/v1/routes") { _ in shelf.document }]
        shelf.put(ops: (Self.common + routes.map(\.path)).map { RouteLine("GET", $0) })
    }

    /// Answers everything at once.
    package func answer(
        _ request: borrowing ImmediateRequest, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        let head = request.head
        guard head.method == .get || head.method == .head else {
            write(405, "text/plain", "method not allowed\n", request, into: &out)
            return .answered
        }
        let path = head.string(head.pathRange)
        if let route = routes.first(where: { $0.path == path }) {
            own(route, request, into: &out)
            return .answered
        }
        switch path {
        case "/livez", "/healthz": write(200, "text/plain", "ok\n", request, into: &out)
        case "/readyz": readiness(request, into: &out)
        case "/metrics": metrics(request, into: &out)
        default:
            if path.hasPrefix("/readyz/") {
                one(String(path.dropFirst(8)), request, into: &out)
            } else {
                write(404, "text/plain", "not found\n", request, into: &out)
            }
        }
        return .answered
    }

    /// Nothing here waits; a request with a body gets the same answers.
    package func respond(to exchange: Exchange) async {
        exchange.closes = true
        StatusLine.append(405, to: &exchange.output)
        exchange.output.append("Connection: close\r\nContent-Length: 0\r\n\r\n")
    }

    /// Answers what is no request.
    package func refuse(_ refusal: Refusal, into out: inout ByteBuffer) {
        out.append("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    }

    /// A route of the role's own.
    private func own(_ route: OpsRoute, _ request: borrowing ImmediateRequest, into out: inout ByteBuffer) {
        let query = request.head.queryRange.map { request.head.with($0) { $0.copyBytes() } } ?? []
        let pairs = PercentDecoding.pairs(query, limit: ServiceRequest.maximumPairs)
        let response = pairs.map(route.answer) ?? .text("the query is malformed\n", status: 400)
        let writing = ResponseWriting(
            dateLine: [], closes: request.closes, includesBody: request.head.method != .head)
        response.write(writing, into: &out)
    }

    private func readiness(_ request: borrowing ImmediateRequest, into out: inout ByteBuffer) {
        let query = request.head.queryRange.map { request.head.string($0) } ?? ""
        let words = query.split(separator: "&")
        let excluded = Set(words.filter { $0.hasPrefix("exclude=") }.map { String($0.dropFirst(8)) })
        let isReady = health.isReady(excluding: excluded)
        var text = ""
        if words.contains(where: { $0 == "verbose" || $0.hasPrefix("verbose=") }) || !isReady {
            for check in health.all {
                let isFine = check.isReady || excluded.contains(check.name)
                text += isFine ? "[+]\(check.name) ok\n" : "[-]\(check.name) failed: reason withheld\n"
            }
            text += isReady ? "readyz check passed\n" : "readyz check failed\n"
        } else {
            text = "ok\n"
        }
        write(isReady ? 200 : 503, "text/plain", text, request, into: &out)
    }

    private func one(_ name: String, _ request: borrowing ImmediateRequest, into out: inout ByteBuffer) {
        guard let check = health.all.first(where: { $0.name == name }) else {
            return write(404, "text/plain", "not found\n", request, into: &out)
        }
        write(
            check.isReady ? 200 : 503, "text/plain", check.isReady ? "ok\n" : "failed\n", request, into: &out)
    }

    private func metrics(_ request: borrowing ImmediateRequest, into out: inout ByteBuffer) {
        let accept = request.head.firstValue(.accept).map { request.head.string($0) } ?? ""
        let format = MetricsFormat(accept: accept)
        let text = registry.scrape(format)
        StatusLine.append(200, to: &out)
        HeadWriter.field("Content-Type", format.contentType, to: &out)
        finish(text.count, request, into: &out)
        if request.head.method != .head { text.withReadable { out.append($0) } }
    }

    private func write(
        _ status: Int, _ type: StaticString, _ text: String, _ request: borrowing ImmediateRequest,
        into out: inout ByteBuffer
    ) {
        StatusLine.append(status, to: &out)
        HeadWriter.field("Content-Type", type, to: &out)
        finish(text.utf8.count, request, into: &out)
        if request.head.method != .head { out.append(string: text) }
    }

    private func finish(_ count: Int, _ request: borrowing ImmediateRequest, into out: inout ByteBuffer) {
        out.append("Cache-Control: no-store\r\n")
        if request.closes { out.append("Connection: close\r\n") }
        HeadWriter.contentLength(count, to: &out)
        HeadWriter.end(to: &out)
    }
}
