package import Bytes
package import EventLoop
internal import HTTP
package import HTTPServer

/// The sample protected site of `sluice up`: a small ticket counter with all that a waiting room must carry.
///
/// A page, a slow page, an upload, what the gateway said of the visitor, and a button that ends the session
/// (`Sluice-Session: end`). It keeps no state and trusts its caller, so it listens on loopback only.
package final class SampleSiteService: HTTPService {
    private let reactor: Reactor

    /// A site on one loop.
    package init(on reactor: Reactor) {
        self.reactor = reactor
    }

    /// Answers the pages that need no waiting.
    package func answer(
        _ request: borrowing ImmediateRequest, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        let head = request.head
        guard head.method == .get || head.method == .head else { return .needsRunner }
        let page = head.with(head.pathRange) { path -> SamplePage? in
            if path.equals("/") { return .home }
            if path.equals("/assets/site.css") { return .style }
            if path.equals("/healthz") { return .health }
            return path.equals("/slow") || path.equals("/whoami") ? nil : .missing
        }
        guard let page else { return .needsRunner }
        page.response.append(
            to: &out, closes: request.closes, includesBody: head.method != .head, extraFields: "")
        return .answered
    }

    /// Answers what waits or reads a body.
    package func respond(to exchange: Exchange) async {
        let path = exchange.head.string(exchange.head.pathRange)
        switch (exchange.head.method, path) {
        case (.get, "/slow"), (.head, "/slow"): await slowPage(exchange)
        case (.get, "/whoami"): whoAmI(exchange)
        case (.post, "/upload"), (.put, "/upload"): await upload(exchange)
        case (.post, "/leave"):
            write(SamplePage.left.response, to: exchange, extraFields: "Sluice-Session: end\r\n")
        default: write(SamplePage.missing.response, to: exchange)
        }
    }

    /// Says in plain text what was wrong.
    package func refuse(_ refusal: Refusal, into out: inout ByteBuffer) {
        SampleResponse(status: "400 Bad Request", type: "text/plain", body: "That was not a request.\n")
            .append(to: &out, closes: true, includesBody: true, extraFields: "")
    }

    // MARK: Pages

    /// Takes as long as `?seconds=` says, up to 20: what a busy booking does.
    private func slowPage(_ exchange: Exchange) async {
        var seconds = 3
        if let query = exchange.head.queryRange {
            let text = exchange.head.string(query)
            if text.hasPrefix("seconds="), let wanted = Int(text.dropFirst(8)) { seconds = wanted }
        }
        let parking = Parking(reactor)
        _ = await parking.park(reactor, atMost: .seconds(min(20, max(0, seconds))))
        write(SamplePage.slow.response, to: exchange)
    }

    /// Counts an upload's bytes without keeping them.
    private func upload(_ exchange: Exchange) async {
        var sink = ByteBuffer()
        var count = 0
        do throws(ExchangeError) {
            while try await exchange.readBody(into: &sink) {
                count += sink.count
                sink.removeAll()
            }
        } catch {
            exchange.closes = true
            return
        }
        let body = "{\"received_bytes\":\(count)}\n"
        write(SampleResponse(status: "200 OK", type: "application/json", body: body), to: exchange)
    }

    /// Shows what the gateway says of the visitor.
    private func whoAmI(_ exchange: Exchange) {
        var lines = "{"
        for index in 0..<exchange.head.fieldCount {
            let field = exchange.head.field(at: index)
            let name = exchange.head.string(field.name).lowercased()
            guard name.hasPrefix("x-sluice-") || name.hasPrefix("x-forwarded-") || name == "x-request-id"
            else {
                continue
            }
            let value = exchange.head.string(field.value).filter { $0 != "\"" && $0 != "\\" }
            lines += lines.count > 1 ? "," : ""
            lines += "\"\(name)\":\"\(value)\""
        }
        write(
            SampleResponse(status: "200 OK", type: "application/json", body: lines + "}\n"), to: exchange)
    }

    private func write(_ response: SampleResponse, to exchange: Exchange, extraFields: String = "") {
        response.append(
            to: &exchange.output, closes: exchange.closes, includesBody: exchange.head.method != .head,
            extraFields: extraFields)
    }
}
