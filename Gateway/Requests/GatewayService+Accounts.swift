import Bytes
import HTTP
import HTTPServer
import Telemetry
import Tokens
import WaitingRoom

/// One place a person (LINE.md 2.11): who is logged in, as a user token says.
extension GatewayService {
    /// The slip of a request and its account, where the room asks for accounts.
    ///
    /// A slip is enough to keep a place: a login may end while somebody waits. But whoever is logged in as
    /// another account than the slip's does not go on with that place.
    func readPlace(_ head: RequestHead, of desk: RoomDesk, cookies: CookieNames) -> PlaceReading {
        let account = readAccount(head, of: desk, cookies: cookies)
        return PlaceReading(slip: readSlip(head, of: desk, account, cookies: cookies), account: account)
    }

    /// The slip of a request of whom the account is known; somebody else's counts as false.
    func readSlip(
        _ head: RequestHead, of desk: RoomDesk, _ account: AccountReading, cookies: CookieNames
    ) -> SlipReading {
        let reading = readSlip(head, of: desk, cookies: cookies)
        guard case .valid(let slip, _) = reading, let key = account.key, slip.binding != 0,
            slip.binding != key.bits
        else { return reading }
        return .invalid
    }

    /// The account of a request, by its hash in a room.
    func readAccount(_ head: RequestHead, of desk: RoomDesk, cookies: CookieNames) -> AccountReading {
        guard desk.plan.asksAccounts else { return .notAsked }
        switch readUser(head, cookies: cookies) {
        case .none: return .none
        case .unknownKey: return .unknownKey
        case .account(let account):
            let name = desk.plan.nameBytes
            return .known(
                AccountKey(keys.sessions.accountHash(room: name.span.bytes, account: account.span.bytes)))
        }
    }

    /// Whether a token of a room by account may be used by whoever is logged in: nobody, or its own account.
    func isTheirs(_ shown: ShownToken, _ account: AccountReading, of desk: RoomDesk) -> Bool {
        guard let key = account.key else { return true }
        let name = desk.plan.nameBytes
        let own = keys.sessions.session(
            room: name.span.bytes, epoch: tokens[shown.slot].epoch, accountHash: key.bits)
        return own == tokens[shown.slot].session || !isOfAnAccount(shown, of: desk)
    }

    /// Whether the session of a token is some account's; one from before the room asked is its place's.
    private func isOfAnAccount(_ shown: ShownToken, of desk: RoomDesk) -> Bool {
        let token = tokens[shown.slot]
        let name = desk.plan.nameBytes
        return token.session
            != keys.sessions.session(
                room: name.span.bytes, epoch: token.epoch, gen: token.gen, place: token.place)
    }

    /// Who is logged in: a bearer token, else the cookie of identity's login.
    ///
    /// `Authorization` belongs to the site and may hold anything: what is no user token is left alone.
    private func readUser(_ head: RequestHead, cookies: CookieNames) -> UserReading {
        if let field = head.firstValue(.authorization), let place = bearer(head, field) {
            switch verifyUser(head, place) {
            case .none: break
            case .account(let account): return .account(account)
            case .unknownKey: return .unknownKey
            }
        }
        let name: StaticString = cookies.isSecure ? "__Host-sluice-u" : "sluice-u"
        guard let place = head.cookie(named: name), !place.isEmpty else { return .none }
        return verifyUser(head, place)
    }

    private func bearer(_ head: RequestHead, _ field: Range<Int>) -> Range<Int>? {
        head.with(field) { value in
            guard value.byteCount > 7, value.extracting(0..<7).equalsIgnoringCase("bearer ") else {
                return nil
            }
            return field.lowerBound + 7..<field.upperBound
        }
    }

    /// User tokens are made by identity's clock, which is a wall clock as ours is.
    private func verifyUser(_ head: RequestHead, _ place: Range<Int>) -> UserReading {
        let now = WallClock.milliseconds()
        return head.with(place) { text in
            if let account = users.account(of: text, now: now) { return .account(account) }
            guard let verifier = userVerifier else { return unknownUserKey() }
            do throws(TokenError) {
                let claims = try verifier.verify(text, now: now)
                let account = Array(claims.account.utf8)
                users.remember(text, account: account, until: claims.expiresAt)
                return .account(account)
            } catch {
                if error == .unknownKey { return unknownUserKey() }
                metrics.tokenRefused()
                return .none
            }
        }
    }

    private func unknownUserKey() -> UserReading { wantUserKeys() ? .unknownKey : .none }

    // MARK: Who is not logged in

    /// Why somebody cannot join, or nil when they may.
    func refusalToJoin(_ account: AccountReading) -> ProblemCode? {
        switch account {
        case .notAsked, .known: nil
        case .none: .loginRequired
        case .unknownKey: .lineHeld
        }
    }

    /// Sends a browser to the login page, and from there back to what it wanted; others are told to log in.
    func askToLogIn(_ exchange: Exchange, _ desk: RoomDesk, returnTo target: String? = nil) {
        metrics.decided(.deny, .login, room: desk.plan.index)
        let head = exchange.head
        let own = head.queryRange.map { head.string(head.pathRange) + "?" + head.string($0) }
        let page = head.method.isSafe ? own ?? head.string(head.pathRange) : returnPath(head)
        let target = target ?? page
        body.removeAll()
        exchange.status = 303
        exchange.output.append("HTTP/1.1 303 See Other\r\nCache-Control: no-store\r\nLocation: ")
        exchange.output.append(string: plan.login)
        exchange.output.append(plan.login.utf8.contains(UInt8(ascii: "?")) ? "&return=" : "?return=")
        QueryString.encode(ReturnPath.isSafe(target) ? target : "/", into: &exchange.output)
        exchange.output.append("\r\n")
        finishHead(closes: exchange.closes, into: &exchange.output)
    }
}
