import Telemetry
import Bytes
import HTTP
import HTTPServer
import Tokens
import WaitingRoom

extension GatewayService {
    /// `POST …/admission` without a body: the connection waits for the next batch of claims.
    func claim(
        _ request: borrowing ImmediateRequest, room: Range<Int>, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        guard let desk = desk(request.head, room) else { return problem(.notFound, request, into: &out) }
        let cookies = cookies(request.head, peer: request.peer, of: desk)
        let reading = readPlace(request.head, of: desk, cookies: cookies).slip
        guard case .valid(let slip, _) = reading else {
            return problem(reading.problem ?? .slipRequired, request, into: &out)
        }
        if let refusal = refusal(slip, desk) {
            tell(refusal, slip, desk, closes: request.closes, into: &out)
            return .answered
        }
        guard let place = slip.place else { return problem(.lineHeld, request, into: &out) }
        let reply = request.deferReply(tag: cookies.isSecure ? 1 : 0)
        guard desk.claim(place, .parked(reply, slip)) else {
            return problem(.overloaded, request, into: &out)
        }
        return .deferred
    }

    /// `POST …/admission` with a body, which is read and not used.
    func claimWithBody(_ exchange: Exchange, room: Range<Int>) async {
        guard let desk = desk(exchange.head, room) else { return fail(exchange, .notFound) }
        guard await readSmallBody(exchange) else { return fail(exchange, .contentTooLarge) }
        let cookies = cookies(exchange.head, peer: exchange.peer, of: desk)
        let reading = readPlace(exchange.head, of: desk, cookies: cookies).slip
        guard case .valid(let slip, _) = reading else {
            return fail(exchange, reading.problem ?? .slipRequired)
        }
        if let refusal = refusal(slip, desk) {
            exchange.status = refusal.status
            return tell(refusal, slip, desk, closes: exchange.closes, into: &exchange.output)
        }
        guard let place = slip.place else { return fail(exchange, .lineHeld) }
        let answer = await claim(desk, place)
        finishClaim(desk, slip, answer, cookies, closes: exchange.closes, into: &exchange.output)
    }

    /// What the snapshot alone refuses (LINE.md 2.4).
    ///
    /// A place beyond serving, a line that stands, another epoch.
    private func refusal(_ slip: Slip, _ desk: RoomDesk) -> ProblemCode? {
        let snapshot = desk.bulletin.snapshot
        guard desk.isLive else { return .lineHeld }
        guard slip.epoch == snapshot.epoch else {
            return slip.epoch < snapshot.epoch ? .placeExpired : .lineHeld
        }
        guard let place = slip.place else { return .lineHeld }
        if place > snapshot.serving, snapshot.mode != .passthrough { return .notCalled }
        return nil
    }

    /// Writes why a claim is refused; who is not called yet hears how many are ahead and when to ask again.
    private func tell(
        _ refusal: ProblemCode, _ slip: Slip, _ desk: RoomDesk, closes: Bool, into out: inout ByteBuffer
    ) {
        guard refusal == .notCalled else { return problem(refusal, closes: closes, into: &out) }
        let status = PlaceStatus(desk.bulletin.snapshot, slip: slip, forecast: desk.bulletin.forecast)
        problem(
            refusal, retryAfter: status.pace.refreshSeconds, ahead: status.ahead, closes: closes, into: &out)
    }

    /// Claims and waits for the batch.
    func claim(_ desk: RoomDesk, _ place: Int) async -> ClaimAnswer {
        let wait = StoreWait<ClaimAnswer>(reactor)
        guard desk.isLive, desk.claim(place, .handler(wait)) else { return .unavailable }
        return await wait.value() ?? .unavailable
    }

    /// Writes the response of a claim: `{token, session, expires_at}` and the cookie, or why not.
    func finishClaim(
        _ desk: RoomDesk, _ slip: Slip, _ answer: ClaimAnswer, _ cookies: CookieNames, closes: Bool,
        into out: inout ByteBuffer
    ) {
        guard case .answered(let outcome, let time) = answer else {
            return problem(.lineHeld, closes: closes, into: &out)
        }
        switch outcome {
        case .admitted(let expiry, let end), .same(let expiry, let end):
            var token = ByteBuffer(capacity: 640)
            guard let claims = issueToken(desk, slip, time: time, expiry: expiry, end: end, into: &token)
            else {
                return problem(.lineHeld, closes: closes, into: &out)
            }
            if case .admitted = outcome { metrics.waited(desk.plan.index, time - slip.time) }
            appendAdmission(claims, token, cookies, closes: closes, into: &out)
        case .full(let rank):
            if let place = slip.place { desk.heard(place) }
            problem(.atTheDoor, retryAfter: 1, ahead: rank, closes: closes, into: &out)
        case .notCalled: tell(.notCalled, slip, desk, closes: closes, into: &out)
        case .used: problem(.admissionUsed, closes: closes, into: &out)
        case .expired:
            metrics.expired(desk.plan.index)
            problem(.placeExpired, closes: closes, into: &out)
        case .held: problem(.lineHeld, closes: closes, into: &out)
        }
    }

    private func appendAdmission(
        _ claims: AdmissionClaims, _ token: borrowing ByteBuffer, _ cookies: CookieNames, closes: Bool,
        into out: inout ByteBuffer
    ) {
        out.append("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n")
        token.withReadable { appendAdmissionCookie($0, cookies, into: &out) }
        body.removeAll()
        body.append("{\"token\":\"")
        token.withReadable { body.append($0) }
        body.append("\",\"session\":\"")
        claims.session.append(to: &body)
        body.append("\",\"expires_at\":\"")
        body.append(rfc3339: claims.expiresAt)
        body.append("\"}")
        finishHead(closes: closes, into: &out)
        body.withReadable { out.append($0) }
    }

    /// Signs the first token of a session and remembers it.
    func issueToken(
        _ desk: RoomDesk, _ slip: Slip, time: Int64, expiry: Int64, end: Int64, into token: inout ByteBuffer
    ) -> AdmissionClaims? {
        guard let place = slip.place else { return nil }
        desk.noteEntry(place, expiry: expiry)
        let claims = AdmissionClaims(
            room: desk.plan.text, subject: "\(desk.plan.text):\(place)", session: session(slip, place, desk),
            place: place,
            epoch: slip.epoch, gen: slip.gen, issuedAt: time, expiresAt: expiry,
            endsAt: end, random: &secureRandom)
        do throws(KeyError) {
            try keys.signer.sign(claims, into: &token)
        } catch {
            log.error("token_not_signed") { $0.field("reason", "\(error)") }
            return nil
        }
        _ = token.withReadable {
            tokens.remember(
                $0, as: VerifiedToken(claims, room: UInt32(desk.plan.index)), now: clock.milliseconds)
        }
        return claims
    }

    /// The session that a slip stands for: of its place, or of the account it is bound to (LINE.md 2.7).
    private func session(_ slip: Slip, _ place: Int, _ desk: RoomDesk) -> SessionID {
        let name = desk.plan.nameBytes
        guard slip.binding == 0 else {
            return keys.sessions.session(
                room: name.span.bytes, epoch: slip.epoch, accountHash: slip.binding)
        }
        return keys.sessions.session(room: name.span.bytes, epoch: slip.epoch, gen: slip.gen, place: place)
    }

    /// `DELETE …/admission`: finish early.
    func finishSession(_ exchange: Exchange, room: Range<Int>) async {
        guard let desk = desk(exchange.head, room) else { return fail(exchange, .notFound) }
        let cookies = cookies(exchange.head, peer: exchange.peer, of: desk)
        guard let shown = readToken(exchange.head, of: desk, cookies: cookies) else {
            return fail(exchange, .unauthorized)
        }
        endSession(tokens[shown.slot].place, desk)
        exchange.output.append("HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\n")
        appendAdmissionRemoval(cookies, into: &exchange.output)
        if exchange.closes { exchange.output.append("Connection: close\r\n") }
        exchange.output.append("\r\n")
    }

    /// Ends a session: here at once, at the other gateways with the next bulletin.
    func endSession(_ place: Int, _ desk: RoomDesk) {
        _ = desk.finish(place, leaves: false)
        endLocally(place, desk)
    }

    /// Forgets a session's tokens on this loop.
    func endLocally(_ place: Int, _ desk: RoomDesk) {
        desk.sessionGone(place)
    }

    /// Whether a remembered token belongs to the line that goes on now.
    private func isOfThisEpoch(_ slot: VerifiedTokens.Slot) -> Bool {
        let desk = desks[Int(tokens[slot].room)]
        return tokens[slot].epoch == desk.bulletin.snapshot.epoch || !desk.isLive
    }

    /// The verified token that a request shows for a room, or nil.
    func readToken(_ head: RequestHead, of desk: RoomDesk, cookies: CookieNames) -> ShownToken? {
        guard let place = head.firstValue(.sluiceAdmission) ?? head.cookie(cookies.admission),
            let slot = verify(head, place), tokens[slot].room == UInt32(desk.plan.index)
        else { return nil }
        return ShownToken(slot: slot, place: place)
    }

    /// Verifies the token at a place in a head: Ed25519 is paid once a token and loop.
    private func verify(_ head: RequestHead, _ place: Range<Int>) -> VerifiedTokens.Slot? {
        let now = clock.milliseconds
        return head.with(place) { text in
            if let slot = tokens.lookup(text, now: now) { return isOfThisEpoch(slot) ? slot : nil }
            do throws(TokenError) {
                let claims = try keys.verifier.verify(text, now: now)
                guard let name = RoomName(claims.room), let room = plan.roomIndex[name] else { return nil }
                let summary = VerifiedToken(claims, room: UInt32(room))
                guard claims.epoch == desks[room].bulletin.snapshot.epoch || !desks[room].isLive else {
                    return nil
                }
                if case .remembered(let slot) = tokens.remember(text, as: summary, now: now) { return slot }
                return nil
            } catch {
                metrics.tokenRefused()
                return nil
            }
        }
    }
}
