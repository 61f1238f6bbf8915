import Telemetry
import Bytes
import EventLoop
import HTTP
import HTTPServer
import WaitingRoom

extension GatewayService {
    /// `GET /_sluice/rooms/{room}`: the waiting page itself; a newcomer gets a place.
    func showPage(_ exchange: Exchange, room: Range<Int>) async {
        guard let desk = desk(exchange.head, room) else { return fail(exchange, .notFound) }
        let cookies = cookies(exchange.head, peer: exchange.peer, of: desk)
        let reading = readPlace(exchange.head, of: desk, cookies: cookies)
        switch reading.slip {
        case .valid(let slip, _): return await showLine(exchange, desk, slip, cookies)
        case .unknownKey: return await showLine(exchange, desk, nil, cookies)
        case .none, .invalid: break
        }
        // A known account has its place also where none are given any more.
        let givesPlaces = desk.bulletin.snapshot.mode.givesPlaces || reading.account.key != nil
        guard desk.isLive, givesPlaces else { return await showLine(exchange, desk, nil, cookies) }
        guard keepsCookies(exchange.head, peer: exchange.peer) else { return failWithoutTLS(exchange) }
        if case .none = reading.account { return askToLogIn(exchange, desk) }
        guard case .placed(let place) = await join(desk, reading.account, mayGoStraightIn: false) else {
            return await showLine(exchange, desk, nil, cookies)
        }
        if place.isNew { metrics.joined(desk.plan.index) }
        await showLine(exchange, desk, place.slip(in: desk.plan.name), cookies, isNew: true)
    }

    /// `POST /_sluice/rooms/{room}/join`: a new place, also for those whose old one is over.
    ///
    /// The answer leads back to where they wanted to go.
    func joinByForm(_ exchange: Exchange, room: Range<Int>) async {
        guard let desk = desk(exchange.head, room) else { return fail(exchange, .notFound) }
        guard await readSmallBody(exchange) else { return fail(exchange, .contentTooLarge) }
        let cookies = cookies(exchange.head, peer: exchange.peer, of: desk)
        guard keepsCookies(exchange.head, peer: exchange.peer) else { return failWithoutTLS(exchange) }
        let account = readAccount(exchange.head, of: desk, cookies: cookies)
        if case .none = account {
            return askToLogIn(exchange, desk, returnTo: returnPath(exchange.head))
        }
        guard case .placed(let place) = await join(desk, account, mayGoStraightIn: false),
            let slip = place.slip(in: desk.plan.name)
        else { return await showLine(exchange, desk, nil, cookies) }
        if place.isNew { metrics.joined(desk.plan.index) }
        body.removeAll()
        exchange.output.append("HTTP/1.1 303 See Other\r\nCache-Control: no-store\r\nLocation: ")
        // Checked to be printable ASCII without spaces, so it cannot break out of its line.
        exchange.output.append(string: returnPath(exchange.head))
        exchange.output.append("\r\n")
        appendSlipCookie(slip, cookies, into: &exchange.output)
        finishHead(closes: exchange.closes, into: &exchange.output)
    }

    /// `POST /_sluice/rooms/{room}/leave`: gives the place up and says so, without taking a new one.
    func leaveByForm(_ exchange: Exchange, room: Range<Int>) async {
        guard let desk = desk(exchange.head, room) else { return fail(exchange, .notFound) }
        guard await readSmallBody(exchange) else { return fail(exchange, .contentTooLarge) }
        let cookies = cookies(exchange.head, peer: exchange.peer, of: desk)
        if case .valid(let slip, _) = readSlip(exchange.head, of: desk, cookies: cookies) {
            giveUp(slip, desk)
        }
        var content = content(exchange, desk, nil)
        content.state = .left
        writePage(exchange, desk, content, status: 200, slip: nil, cookies) { out in
            appendSlipRemoval(cookies, into: &out)
            appendAdmissionRemoval(cookies, into: &out)
        }
    }

    /// Shows where somebody stands: the page for a browser, a problem document for others.
    func showLine(
        _ exchange: Exchange, _ desk: RoomDesk, _ slip: Slip?, _ cookies: CookieNames, isNew: Bool = false
    ) async {
        metrics.decided(.queue, desk.isLive ? .line : .held, room: desk.plan.index)
        let isReserved = exchange.head.with(exchange.head.pathRange) { ReservedPath($0) != nil }
        guard exchange.head.wantsPage || isReserved else {
            let cookie = isNew ? slip : nil
            return fail(exchange, desk.isLive ? .queueRequired : .lineHeld, desk: desk, slip: cookie)
        }
        let content = content(exchange, desk, slip)
        // Without a place nothing is promised, so the status says so.
        let status = slip == nil && content.state == .holding ? 503 : desk.plan.waitingStatus
        writePage(exchange, desk, content, status: status, slip: isNew ? slip : nil, cookies)
    }

    /// A page that says why there is no place, or the problem for clients that are no browsers.
    func refuseOrShow(
        _ exchange: Exchange, _ desk: RoomDesk, _ code: ProblemCode, _ cookies: CookieNames
    ) async {
        guard exchange.head.wantsPage else { return fail(exchange, code) }
        writePage(exchange, desk, content(exchange, desk, nil), status: code.status, slip: nil, cookies)
    }

    private func content(_ exchange: Exchange, _ desk: RoomDesk, _ slip: Slip?) -> WaitingPage.Content {
        let snapshot = desk.bulletin.snapshot
        var content = WaitingPage.Content(
            language: exchange.head.language, room: desk.plan.text, title: desk.plan.text,
            state: .holding, returnPath: returnPath(exchange.head))
        content.serving = snapshot.serving
        content.message = snapshot.message
        content.heartbeatWithin = snapshot.within
        content.heartbeatSeconds = Int(desk.bulletin.settings.heartbeatEvery.components.seconds)
        content.ratePerSecond = desk.bulletin.forecast?.placesPerSecond
        content.refreshSeconds = 5
        guard let slip else {
            content.state =
                switch snapshot.mode {
                case .closed where desk.isLive: .closed
                case .soldout where desk.isLive: .soldout
                default: .holding
                }
            return content
        }
        let status = PlaceStatus(snapshot, slip: slip, forecast: desk.bulletin.forecast)
        content.place = status.place
        content.ahead = status.ahead
        content.refreshSeconds = status.pace.refreshSeconds
        content.waitedSeconds = Int(clamping: max(0, clock.milliseconds - slip.time) / 1000)
        if let wait = status.wait {
            content.wait = WaitingPage.Wait(
                likely: Int(wait.likely.rounded()), low: Int(wait.low.rounded()),
                high: Int(wait.high.rounded()))
            let waited = Double(content.waitedSeconds)
            content.progress = waited / max(1, waited + wait.likely)
        }
        content.state = pageState(status, snapshot)
        return content
    }

    private func pageState(_ status: PlaceStatus, _ snapshot: RoomSnapshot) -> WaitingPage.State {
        switch status.state {
        case .called, .admitted: return .called
        case .finished: return .finished
        case .expired: return .expired
        case .prequeue: return .prequeue
        case .waiting, .held:
            if snapshot.held { return .held }
            switch snapshot.mode {
            case .paused: return .paused
            // Everybody is told at once (DESIGN.md 5).
            case .soldout: return .soldout
            default: return status.state == .waiting ? .waiting : .held
            }
        }
    }

    private func writePage(
        _ exchange: Exchange, _ desk: RoomDesk, _ content: WaitingPage.Content, status: Int, slip: Slip?,
        _ cookies: CookieNames, extra fields: (inout ByteBuffer) -> Void = { _ in }
    ) {
        body.removeAll()
        let isGzip = exchange.head.takesGzip
        if isGzip {
            plan.page.appendCompressed(content, to: &body)
        } else {
            plan.page.append(content, to: &body)
        }
        exchange.status = status
        StatusLine.append(status, to: &exchange.output)
        if isGzip { exchange.output.append("Content-Encoding: gzip\r\n") }
        exchange.output.append("Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n")
        exchange.output.append("Vary: Cookie, Accept, Accept-Encoding, Accept-Language\r\n")
        exchange.output.append("Referrer-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\n")
        exchange.output.append("X-Robots-Tag: noindex\r\nContent-Security-Policy: ")
        exchange.output.append(plan.page.contentSecurityPolicy)
        exchange.output.append("\r\nContent-Language: ")
        exchange.output.append(content.language.code)
        exchange.output.append("\r\n")
        if status == 429 || status == 503 {
            exchange.output.append("Retry-After: ")
            exchange.output.append(decimal: JitteredRetry(base: 3).seconds(random: random.next()))
            exchange.output.append("\r\n")
        }
        if let slip { appendSlipCookie(slip, cookies, into: &exchange.output) }
        fields(&exchange.output)
        appendLanguageCookie(exchange.head, into: &exchange.output)
        finishHead(closes: exchange.closes, into: &exchange.output)
        if exchange.head.method != .head { body.withReadable { exchange.output.append($0) } }
    }

    /// Remembers the language that the visitor chose on the page.
    private func appendLanguageCookie(_ head: RequestHead, into out: inout ByteBuffer) {
        guard let query = head.queryRange else { return }
        let chosen = head.with(query) { query -> WaitingPage.Language? in
            QueryString.value(of: "lang", in: query).flatMap {
                WaitingPage.Language(code: query.extracting($0))
            }
        }
        guard let chosen else { return }
        out.append("Set-Cookie: sluice-lang=")
        out.append(chosen.code)
        out.append("; Path=/; Max-Age=31536000; SameSite=Lax\r\n")
    }

    /// Where the visitor wanted to go.
    ///
    /// `?return=` on the page's own address (path and query only), else the path itself. Who sent a form goes
    /// back to the page it was on: what it would have done is not done again behind anybody's back.
    func returnPath(_ head: RequestHead) -> String {
        let isReserved = head.with(head.pathRange) { ReservedPath($0) != nil }
        guard isReserved || head.method.isSafe else {
            guard let page = head.refererPath, ReturnPath.isSafe(page) else { return "/" }
            return page.hasPrefix("/_sluice/") ? "/" : page
        }
        guard isReserved else {
            // `//host/path` is a path here and another host to the browser that is sent back to it.
            let path = head.queryRange.map { head.string(head.pathRange) + "?" + head.string($0) }
            let own = path ?? head.string(head.pathRange)
            return ReturnPath.isSafe(own) ? own : "/"
        }
        guard let query = head.queryRange else { return "/" }
        let text = head.with(query) { query -> String? in
            QueryString.value(of: "return", in: query).flatMap {
                QueryString.decode(query.extracting($0), limit: 2048)
            }
        }
        guard let text, ReturnPath.isSafe(text) else { return "/" }
        return text
    }
}
