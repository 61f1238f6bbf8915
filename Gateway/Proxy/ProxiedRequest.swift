import WaitingRoom
import Bytes
import HTTP
import HTTPServer
import Tokens

/// The head that an upstream gets: the client's, cleaned, with what the gateway says of the visitor.
enum ProxiedRequest {
    /// Writes the head over a buffer's content.
    static func write(
        _ exchange: Exchange, _ visit: SiteVisit?, _ plan: GatewayPlan, _ service: GatewayService,
        into out: inout ByteBuffer
    ) {
        let head = exchange.head
        out.removeAll()
        ProxyHead.writeRequest(
            head, rules: plan.forwarding(peer: exchange.peer), framing: head.framing, to: &out)
        let requestID = RequestID(random: service.random.next(), service.random.next())
        out.append("X-Request-Id: ")
        requestID.append(to: &out)
        // The edge starts the trace anew: a visitor must not decide what is sampled (CONVENTIONS.md 1.6).
        let trace = TraceContext(
            traceHigh: requestID.high, traceLow: requestID.low, parent: requestID.low | 1, isSampled: false)
        out.append("\r\nTraceparent: ")
        trace.append(to: &out)
        out.append("\r\n")
        if let visit { write(visit, of: head, into: &out) }
        HeadWriter.end(to: &out)
    }

    private static func write(_ visit: SiteVisit, of head: RequestHead, into out: inout ByteBuffer) {
        out.append("X-Sluice-Room: ")
        visit.desk.plan.name.append(to: &out)
        out.append("\r\nX-Sluice-Session: ")
        visit.session.append(to: &out)
        out.append("\r\nX-Sluice-Admission: ")
        if let token = visit.newToken {
            out.append(token)
        } else if let shown = visit.shown {
            head.with(shown) { out.append($0) }
        }
        out.append("\r\n")
    }
}
