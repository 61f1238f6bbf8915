import Telemetry
import Bytes
import EventLoop
import HTTP
import HTTPServer
import Limits
import ServiceKit
import Tokens
import WaitingRoom

extension GatewayService {
    /// Serves a request for the site.
    ///
    /// Which room, has the visitor a session, else may they go straight in, else the line.
    func serveSite(_ exchange: Exchange) async {
        switch plan.routes.match(exchange.head) {
        case .malformed: fail(exchange, .badRequest)
        case .exempt(let room): await serveExempt(exchange, desks[room])
        case .unmatched: await forward(exchange, nil, visit: nil)
        case .room(let room): await serveRoom(exchange, desks[room])
        }
    }

    /// Proxies what never waits.
    ///
    /// Who is inside all the same is told to the site, but that is no use of a session. The response is left
    /// as it is, so that assets stay the same for everybody.
    private func serveExempt(_ exchange: Exchange, _ desk: RoomDesk) async {
        metrics.decided(.bypass, .exempt, room: desk.plan.index)
        let cookies = cookies(exchange.head, peer: exchange.peer, of: desk)
        guard let shown = readToken(exchange.head, of: desk, cookies: cookies),
            isTheirs(shown, readAccount(exchange.head, of: desk, cookies: cookies), of: desk)
        else { return await forward(exchange, desk, visit: nil) }
        let visit = SiteVisit(
            desk: desk, place: tokens[shown.slot].place, session: tokens[shown.slot].session,
            shown: shown.place, newSlip: nil, newToken: nil, cookies: cookies)
        await forward(exchange, desk, visit: visit)
    }

    /// Sends a request that may pass where it belongs.
    private func forward(_ exchange: Exchange, _ desk: RoomDesk?, visit: SiteVisit?) async {
        guard let upstream = plan.upstream(of: exchange.head, room: desk?.plan.index) else {
            return fail(exchange, .notFound)
        }
        await proxy.forward(exchange, to: upstream, visit: visit, service: self)
    }

    private func serveRoom(_ exchange: Exchange, _ desk: RoomDesk) async {
        let cookies = cookies(exchange.head, peer: exchange.peer, of: desk)
        let account = readAccount(exchange.head, of: desk, cookies: cookies)
        if let shown = readToken(exchange.head, of: desk, cookies: cookies),
            isTheirs(shown, account, of: desk)
        {
            return await serveAdmitted(exchange, desk, shown, cookies)
        }
        if desk.bulletin.snapshot.mode == .passthrough, desk.isLive {
            metrics.decided(.bypass, .passthrough, room: desk.plan.index)
            return await forward(exchange, desk, visit: nil)
        }
        switch readSlip(exchange.head, of: desk, account, cookies: cookies) {
        case .unknownKey: await showLine(exchange, desk, nil, cookies)
        case .valid(let slip, let isOldKey) where isAlive(slip, in: desk) || !desk.isLive:
            await serveHolder(exchange, desk, slip, isOldKey: isOldKey, account, cookies)
        case .valid, .invalid, .none: await serveNewcomer(exchange, desk, account, cookies)
        }
    }

    /// With less time left than this, in milliseconds, a token is renewed.
    private static let renewedBefore: Int64 = 30_000

    /// Proxies somebody with a session.
    ///
    /// The use is noted, and the token renewed when it has little time left.
    private func serveAdmitted(
        _ exchange: Exchange, _ desk: RoomDesk, _ shown: ShownToken, _ cookies: CookieNames
    ) async {
        let now = clock.milliseconds
        let token = tokens[shown.slot]
        if token.touchAt <= now {
            desk.touch(token.place, end: token.endsAt)
            // Often enough that the idle time is never far off, seldom enough that Redis sees few of the
            // requests.
            let idle = desk.bulletin.settings.sessionIdle.lineMilliseconds
            tokens[shown.slot].touchAt = now + min(10_000, max(1000, idle / 8))
        }
        let renewed = renewal(of: shown.slot, desk, now: now)
        metrics.decided(.admit, .token, room: desk.plan.index)
        let visit = SiteVisit(
            desk: desk, place: token.place, session: token.session, shown: shown.place, newSlip: nil,
            newToken: renewed, cookies: cookies, usesHeader: exchange.head.has(.sluiceAdmission))
        await forward(exchange, desk, visit: visit)
    }

    /// A fresh token when the shown one ends within half a minute and the session goes on.
    ///
    /// A client that keeps showing an old token gets the same fresh one each time, until that one in turn
    /// has little time left: a signature is paid once, here and at the services that verify it. Rules:
    /// LINE.md 2.8 and 5.2.
    private func renewal(of shown: VerifiedTokens.Slot, _ desk: RoomDesk, now: Int64) -> [UInt8]? {
        let token = tokens[shown]
        guard token.expiresAt - now < Self.renewedBefore else { return nil }
        let newest = tokens.renewed(shown, now: now)
        let newestExpiry = newest.map { tokens[$0].expiresAt } ?? token.expiresAt
        if newestExpiry - now < Self.renewedBefore {
            // While the store is away its word is missing: tokens that were verified are renewed up to the
            // session's end.
            let expiry = desk.isLive ? desk.sessions[token.place] ?? 0 : token.endsAt
            if expiry > newestExpiry { return sign(inStead: shown, until: expiry, desk, now: now) }
        }
        return newest.map { tokens.text($0) }
    }

    /// Signs a token for the session of a shown one, and remembers both as one.
    private func sign(
        inStead shown: VerifiedTokens.Slot, until expiry: Int64, _ desk: RoomDesk, now: Int64
    ) -> [UInt8]? {
        let token = tokens[shown]
        let claims = AdmissionClaims(
            room: desk.plan.text, subject: "\(desk.plan.text):\(token.place)", session: token.session,
            place: token.place, epoch: token.epoch, gen: token.gen, issuedAt: now, expiresAt: expiry,
            endsAt: token.endsAt, random: &secureRandom)
        var text = ByteBuffer(capacity: 640)
        do throws(KeyError) {
            try keys.signer.sign(claims, into: &text)
        } catch {
            log.error("token_not_signed") { $0.field("reason", "\(error)") }
            return nil
        }
        var summary = VerifiedToken(claims, room: UInt32(desk.plan.index))
        summary.touchAt = token.touchAt
        _ = text.withReadable { tokens.remember($0, as: summary, inStead: shown, now: now) }
        return text.copyBytes()
    }

    /// Somebody with a place: claims when it is called, so that the page works without a script.
    private func serveHolder(
        _ exchange: Exchange, _ desk: RoomDesk, _ slip: Slip, isOldKey: Bool, _ account: AccountReading,
        _ cookies: CookieNames
    ) async {
        let snapshot = desk.bulletin.snapshot
        guard let place = slip.place, desk.isLive, place <= snapshot.serving else {
            if let place = slip.place { desk.beat(place) }
            return await showLine(exchange, desk, slip, cookies)
        }
        guard case .answered(let outcome, let time) = await claim(desk, place) else {
            return await showLine(exchange, desk, slip, cookies)
        }
        switch outcome {
        case .admitted(let expiry, let end), .same(let expiry, let end):
            if case .admitted = outcome { metrics.waited(desk.plan.index, time - slip.time) }
            await admit(
                exchange, desk, slip, time: time, expiry: expiry, end: end, givesSlip: isOldKey, cookies)
        // A new visit begins with a new place: those who came back for more stand behind all who wait.
        case .used, .expired: await serveNewcomer(exchange, desk, account, cookies)
        case .full:
            desk.heard(place)
            await showLine(exchange, desk, slip, cookies)
        case .notCalled, .held: await showLine(exchange, desk, slip, cookies)
        }
    }

    /// Somebody without a place.
    private func serveNewcomer(
        _ exchange: Exchange, _ desk: RoomDesk, _ account: AccountReading, _ cookies: CookieNames
    ) async {
        let wantsPage = exchange.head.wantsPage
        let snapshot = desk.bulletin.snapshot
        guard desk.isLive else { return await showLine(exchange, desk, nil, cookies) }
        // A known account has its place also where none are given any more: the store says so.
        switch snapshot.mode {
        case .closed where account.key == nil:
            return await refuseOrShow(exchange, desk, .roomClosed, cookies)
        case .soldout where account.key == nil:
            return await refuseOrShow(exchange, desk, .soldOut, cookies)
        default: break
        }
        let keepsCookies = keepsCookies(exchange.head, peer: exchange.peer)
        if wantsPage, !keepsCookies { return failWithoutTLS(exchange) }
        let looksOpen = keepsCookies && snapshot.mode == .auto && snapshot.waiting == 0 && !snapshot.stands
        let mayGoIn = looksOpen && account.mayJoin && mayGoStraightIn(exchange)
        guard wantsPage || mayGoIn else { return fail(exchange, .queueRequired, desk: desk) }
        if case .none = account { return askToLogIn(exchange, desk) }
        switch await join(desk, account, mayGoStraightIn: mayGoIn) {
        case .straightIn(let place, let expiry, let end):
            metrics.joined(desk.plan.index)
            guard let slip = place.slip(in: desk.plan.name) else { return fail(exchange, .lineHeld) }
            metrics.admitted(desk.plan.index)
            metrics.waited(desk.plan.index, 0)
            await admit(
                exchange, desk, slip, time: place.time, expiry: expiry, end: end, givesSlip: true,
                isNew: true, cookies)
        case .placed(let place): await servePlaced(exchange, desk, place, cookies)
        case .closed: await refuseOrShow(exchange, desk, .roomClosed, cookies)
        case .soldOut: await refuseOrShow(exchange, desk, .soldOut, cookies)
        case .passthrough:
            await forward(exchange, desk, visit: nil)
        case .held: await showLine(exchange, desk, nil, cookies)
        }
    }

    /// Somebody who got a place, or whose account had one: called already, or inside on another device.
    private func servePlaced(
        _ exchange: Exchange, _ desk: RoomDesk, _ place: GivenPlace, _ cookies: CookieNames
    ) async {
        let slip = place.slip(in: desk.plan.name)
        if place.isNew { metrics.joined(desk.plan.index) }
        // Asked even when the newest snapshot has not come so far: the other device may have gone straight
        // in.
        if let slip, !place.isNew,
            case .answered(let outcome, let time) = await claim(desk, place.number)
        {
            switch outcome {
            case .admitted(let expiry, let end), .same(let expiry, let end):
                return await admit(
                    exchange, desk, slip, time: time, expiry: expiry, end: end, givesSlip: true, cookies)
            case .full: desk.heard(place.number)
            case .used, .expired, .notCalled, .held: break
            }
        }
        await showLine(exchange, desk, slip, cookies, isNew: true)
    }

    /// Signs the token and proxies the request with it.
    private func admit(
        _ exchange: Exchange, _ desk: RoomDesk, _ slip: Slip, time: Int64, expiry: Int64, end: Int64,
        givesSlip: Bool, isNew: Bool = false, _ cookies: CookieNames
    ) async {
        var token = ByteBuffer(capacity: 640)
        guard let claims = issueToken(desk, slip, time: time, expiry: expiry, end: end, into: &token) else {
            return fail(exchange, .lineHeld)
        }
        // Who came with a slip keeps cookies, so the session is in use from now on. Somebody new has shown
        // none yet and has `start` to do so: a client that never does costs 20 s of a session and not five
        // minutes (LINE.md 2.5).
        if !isNew { desk.touch(claims.place, end: claims.endsAt) }
        let visit = SiteVisit(
            desk: desk, place: claims.place, session: claims.session, shown: nil,
            newSlip: givesSlip ? slip : nil,
            newToken: token.copyBytes(), cookies: cookies)
        await forward(exchange, desk, visit: visit)
    }

    /// Whether this request may get a session without a wait.
    ///
    /// No prefetch, no HEAD, not too many from one address.
    private func mayGoStraightIn(_ exchange: Exchange) -> Bool {
        let head = exchange.head
        if head.method == .head || head.has(.secPurpose) || head.has(.purpose) { return false }
        let address = plan.clientAddress(head, peer: exchange.peer)
        // This machine is never limited (Settings, `fast_path`).
        if address.isLoopback { return true }
        let key = LimitKey(addressHigh: address.high, addressLow: address.low)
        return fastPath.decide(key, now: UInt64(reactor.now.nanoseconds)).isAllowed
    }
}
