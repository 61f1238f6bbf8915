import Bytes
import EventLoop
import HTTP
import HTTPServer
import WaitingRoom

extension GatewayService {
    /// `POST …/places` without a body: the connection waits for the next batch, without a task.
    func join(
        _ request: borrowing ImmediateRequest, room: Range<Int>, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        guard let desk = desk(request.head, room) else { return problem(.notFound, request, into: &out) }
        let cookies = cookies(request.head, peer: request.peer, of: desk)
        let reading = readPlace(request.head, of: desk, cookies: cookies)
        switch reading.slip {
        case .unknownKey: return problem(.lineHeld, request, into: &out)
        case .valid(let slip, _) where isAlive(slip, in: desk):
            appendPlace(slip, desk, cookies, created: false, closes: request.closes, into: &out)
            return .answered
        case .valid, .invalid, .none: break
        }
        guard desk.isLive else { return problem(.lineHeld, request, into: &out) }
        if let refusal = refusalToJoin(reading.account) { return problem(refusal, request, into: &out) }
        let reply = request.deferReply(tag: cookies.isSecure ? 1 : 0)
        guard desk.join(reading.account.key, mayGoStraightIn: false, .parked(reply)) else {
            return problem(.overloaded, request, into: &out)
        }
        return .deferred
    }

    /// `POST …/places` with a body (clients send `{}`): the body is read and not used.
    func joinWithBody(_ exchange: Exchange, room: Range<Int>) async {
        guard let desk = desk(exchange.head, room) else { return fail(exchange, .notFound) }
        guard await readSmallBody(exchange) else { return fail(exchange, .contentTooLarge) }
        let cookies = cookies(exchange.head, peer: exchange.peer, of: desk)
        let reading = readPlace(exchange.head, of: desk, cookies: cookies)
        switch reading.slip {
        case .unknownKey: return fail(exchange, .lineHeld)
        case .valid(let slip, _) where isAlive(slip, in: desk):
            return appendPlace(
                slip, desk, cookies, created: false, closes: exchange.closes, into: &exchange.output)
        case .valid, .invalid, .none: break
        }
        if let refusal = refusalToJoin(reading.account) { return fail(exchange, refusal) }
        let outcome = await join(desk, reading.account, mayGoStraightIn: false)
        finishJoin(desk, outcome, cookies, closes: exchange.closes, into: &exchange.output)
    }

    /// Joins and waits for the batch.
    func join(_ desk: RoomDesk, _ account: AccountReading, mayGoStraightIn: Bool) async -> JoinOutcome {
        guard desk.isLive else { return .held }
        let wait = StoreWait<JoinOutcome>(reactor)
        guard desk.join(account.key, mayGoStraightIn: mayGoStraightIn, .handler(wait)) else { return .held }
        return await wait.value() ?? .held
    }

    /// Writes the response of a join.
    func finishJoin(
        _ desk: RoomDesk, _ outcome: JoinOutcome, _ cookies: CookieNames, closes: Bool,
        into out: inout ByteBuffer
    ) {
        switch outcome {
        case .placed(let place), .straightIn(let place, _, _):
            guard let slip = place.slip(in: desk.plan.name) else {
                return problem(.lineHeld, closes: closes, into: &out)
            }
            if place.isNew { metrics.joined(desk.plan.index) }
            appendPlace(slip, desk, cookies, created: place.isNew, closes: closes, into: &out)
        case .closed: problem(.roomClosed, closes: closes, into: &out)
        case .soldOut: problem(.soldOut, closes: closes, into: &out)
        case .passthrough: problem(.notFound, closes: closes, into: &out)
        case .held: problem(.lineHeld, closes: closes, into: &out)
        }
    }

    /// Writes a place with its slip, as JSON and cookie.
    private func appendPlace(
        _ slip: Slip, _ desk: RoomDesk, _ cookies: CookieNames, created: Bool, closes: Bool,
        into out: inout ByteBuffer
    ) {
        let status = PlaceStatus(desk.bulletin.snapshot, slip: slip, forecast: desk.bulletin.forecast)
        out.append(created ? "HTTP/1.1 201 Created\r\n" : "HTTP/1.1 200 OK\r\n")
        out.append("Content-Type: application/json\r\nCache-Control: no-store\r\n")
        appendSlipCookie(slip, cookies, into: &out)
        body.removeAll()
        appendStatus(status, slip, desk, sent: nil, into: &body)
        finishHead(closes: closes, into: &out)
        body.withReadable { out.append($0) }
    }

    /// Whether a slip still stands for a place: of this epoch, and not past the recall window.
    func isAlive(_ slip: Slip, in desk: RoomDesk) -> Bool {
        let snapshot = desk.bulletin.snapshot
        guard slip.epoch == snapshot.epoch, let place = slip.place else { return false }
        return place > snapshot.floor && !desk.hasEnded(place)
    }

    /// `DELETE …/place`: leave the line.
    func leave(_ exchange: Exchange, room: Range<Int>) async {
        guard let desk = desk(exchange.head, room) else { return fail(exchange, .notFound) }
        let cookies = cookies(exchange.head, peer: exchange.peer, of: desk)
        let reading = readSlip(exchange.head, of: desk, cookies: cookies)
        guard case .valid(let slip, _) = reading else {
            return fail(exchange, reading.problem ?? .slipRequired)
        }
        giveUp(slip, desk)
        exchange.output.append("HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\n")
        appendSlipRemoval(cookies, into: &exchange.output)
        appendAdmissionRemoval(cookies, into: &exchange.output)
        if exchange.closes { exchange.output.append("Connection: close\r\n") }
        exchange.output.append("\r\n")
    }

    /// Takes somebody out of the line, wherever they stand in it.
    ///
    /// In another epoch the number is somebody else's, and that slip has nothing left to give up.
    func giveUp(_ slip: Slip, _ desk: RoomDesk) {
        guard let place = slip.place, slip.epoch == desk.bulletin.snapshot.epoch else { return }
        _ = desk.finish(place, leaves: true)
        metrics.abandoned(desk.plan.index)
        endLocally(place, desk)
    }

    /// Reads the small body that a client may send along; false when it is none.
    ///
    /// A client that sends a byte at a time holds a runner: it has ten seconds and one pause, not one pause a
    /// byte.
    func readSmallBody(_ exchange: Exchange) async -> Bool {
        var sink = ByteBuffer()
        let end = reactor.now.advanced(by: .seconds(10))
        do throws(ExchangeError) {
            if case .length(let length) = exchange.head.framing, length > 4096 { throw .bodyTooLarge }
            while try await exchange.readBody(into: &sink) {
                if sink.count > 4096 || reactor.now > end { throw .bodyTooLarge }
            }
            return true
        } catch {
            exchange.closes = true
            return false
        }
    }
}
