import Bytes
import HTTP
import HTTPServer
import Tokens
import WaitingRoom

extension GatewayService {
    /// `GET …/place`: where the visitor stands.
    ///
    /// The hot path: no allocation, lock, `String` or store.
    func poll(
        _ request: borrowing ImmediateRequest, room: Range<Int>, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        let head = request.head
        guard let desk = desk(head, room) else { return problem(.notFound, request, into: &out) }
        let cookies = cookies(head, peer: request.peer, of: desk)
        switch readSlip(head, of: desk, cookies: cookies) {
        case .none: return problem(.slipRequired, request, into: &out)
        case .invalid: return problem(.slipInvalid, request, into: &out)
        case .unknownKey: return problem(.lineHeld, request, into: &out)
        case .valid(let slip, let isOldKey):
            let bulletin = desk.bulletin
            let status = PlaceStatus(
                bulletin.snapshot, slip: slip, session: session(head, of: desk, slip: slip, cookies: cookies),
                forecast: bulletin.forecast)
            if let place = slip.place {
                if status.state == .waiting || status.state == .called { desk.beat(place) }
                if status.state == .called { desk.polled(place) }
            }
            let givesBack = !isOldKey && head.has(.sluiceSlip)
            if !givesBack {
                sealed.removeAll()
                seal(slip, into: &sealed)
            }
            body.removeAll()
            appendStatus(status, slip, desk, sent: givesBack ? head : nil, into: &body)
            out.append("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n")
            if isOldKey { appendSealedSlipCookie(cookies, into: &out) }
            finishHead(closes: request.closes, into: &out)
            if head.method != .head { body.withReadable { out.append($0) } }
            return .answered
        }
    }

    /// `GET …/{room}`: the same prepared bytes for everybody.
    func servingDocument(
        _ request: borrowing ImmediateRequest, room: Range<Int>, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        guard let desk = desk(request.head, room) else { return problem(.notFound, request, into: &out) }
        let document = desk.bulletin.document
        let bytes = request.closes ? document.closing : document.kept
        if request.head.method == .head {
            let count = request.closes ? document.closingHeadCount : document.keptHeadCount
            out.append(bytes.span.bytes.extracting(0..<count))
        } else {
            out.append(bytes)
        }
        return .answered
    }

    /// `GET /.well-known/jwks.json`.
    func keySet(_ request: borrowing ImmediateRequest, into out: inout ByteBuffer) -> ImmediateAnswer {
        body.removeAll()
        body.append(keys.keySet)
        out.append("HTTP/1.1 200 OK\r\nContent-Type: application/jwk-set+json\r\n")
        out.append("Cache-Control: public, max-age=300\r\n")
        finishHead(closes: request.closes, into: &out)
        if request.head.method != .head { body.withReadable { out.append($0) } }
        return .answered
    }

    /// Ends a head whose body stands in `body`.
    func finishHead(closes: Bool, into out: inout ByteBuffer) {
        out.append(clock.dateLine)
        if closes { out.append("Connection: close\r\n") }
        HeadWriter.contentLength(body.count, to: &out)
        HeadWriter.end(to: &out)
    }

    /// What this loop knows of the visitor's session: only a token that it has seen counts here.
    private func session(
        _ head: RequestHead, of desk: RoomDesk, slip: Slip, cookies: CookieNames
    ) -> PlaceStatus.Session {
        let other: PlaceStatus.Session = slip.place.map { desk.hasEnded($0) } == true ? .ended : .none
        guard let place = head.firstValue(.sluiceAdmission) ?? head.cookie(cookies.admission) else {
            return other
        }
        let found = head.with(place) { tokens.lookup($0, now: clock.milliseconds) }
        guard let found, tokens[found].room == UInt32(desk.plan.index) else { return other }
        return .open
    }
}
