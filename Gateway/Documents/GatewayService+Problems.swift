import Bytes
import HTTP
import HTTPServer
import WaitingRoom

extension GatewayService {
    /// Answers an immediate request with a problem document.
    func problem(
        _ code: ProblemCode, _ request: borrowing ImmediateRequest, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        problem(code, isHead: request.head.method == .head, closes: request.closes, into: &out)
        return .answered
    }

    /// Writes a problem document as a whole response: the one place where errors become responses.
    ///
    /// `ahead` is told where a place waits; `retryAfter` in seconds overrules the usual one of the code. A
    /// HEAD gets no body: the client would take its bytes for the next response.
    func problem(
        _ code: ProblemCode, detail: String? = nil, retryAfter: Int? = nil, ahead: Int? = nil,
        isHead: Bool = false,
        extra fields: (inout ByteBuffer) -> Void = { _ in }, closes: Bool, into out: inout ByteBuffer
    ) {
        status = code.status
        let retry = retryAfter ?? usualRetry(code)
        let problem = Problem(
            code, detail: detail, requestID: RequestID(random: random.next(), random.next()),
            retryAfter: retry.map { .seconds($0) }, ahead: ahead)
        body.removeAll()
        problem.write(into: &body)
        StatusLine.append(code.status, to: &out)
        out.append("Content-Type: application/problem+json\r\nCache-Control: no-store\r\n")
        if let retry { HeadWriter.field("Retry-After", decimal: retry, to: &out) }
        if code.status == 401 {
            out.append(
                code == .loginRequired ? "WWW-Authenticate: Bearer\r\n" : "WWW-Authenticate: Sluice\r\n")
        }
        fields(&out)
        finishHead(closes: closes, into: &out)
        if !isHead { body.withReadable { out.append($0) } }
    }

    /// Answers an exchange with a problem document; with a desk it says where to join.
    func fail(
        _ exchange: Exchange, _ code: ProblemCode, desk: RoomDesk? = nil, slip: Slip? = nil,
        detail own: String? = nil,
        extra fields: (inout ByteBuffer) -> Void = { _ in }
    ) {
        let detail = own ?? desk.map { "Join with POST /_sluice/v1/rooms/\($0.plan.text)/places" }
        problem(
            code, detail: detail, isHead: exchange.head.method == .head,
            extra: { out in
                if let desk {
                    out.append("Link: </_sluice/v1/rooms/")
                    out.append(string: desk.plan.text)
                    out.append("/places>; rel=\"queue\"\r\nX-Sluice-Room: ")
                    out.append(string: desk.plan.text)
                    out.append("\r\n")
                }
                if let slip, let desk {
                    appendSlipCookie(
                        slip, cookies(exchange.head, peer: exchange.peer, of: desk), into: &out)
                }
                fields(&out)
            }, closes: exchange.closes, into: &exchange.output)
        exchange.status = code.status
    }

    /// Writes the answer to bytes that are no request, or that came too late or in too great a number.
    func refuse(_ refusal: Refusal, into out: inout ByteBuffer) {
        clock.refresh()
        switch refusal {
        case .malformed(let error):
            metrics.malformed()
            problem(ProblemCode(error), detail: "\(error.reason)", closes: true, into: &out)
        case .headTimeout: problem(.requestTimeout, closes: true, into: &out)
        case .overloaded: problem(.overloaded, closes: true, into: &out)
        }
    }

    /// When it makes sense to come again; never the same second for everybody (CONVENTIONS.md 1.2).
    private func usualRetry(_ code: ProblemCode) -> Int? {
        let base: Int
        switch code {
        case .lineHeld: base = 3
        case .queueRequired: base = 5
        case .overloaded, .unavailable, .badGateway, .gatewayTimeout: base = 2
        case .notCalled, .atTheDoor: base = 1
        case .roomClosed: base = 60
        default: return nil
        }
        return JitteredRetry(base: base).seconds(random: random.next())
    }
}
