import EventLoop

extension Rehearsal {
    /// Somebody has a session: most read a page at once, some never show their token.
    func getIn(_ visitor: Int32) {
        let kind = visitors[Int(visitor)].kind
        visitors[Int(visitor)].entered = now
        visitors[Int(visitor)].pages = 0
        counts.entered[Int(kind.rawValue)] += 1
        if kind == .unused { return enter(.done, visitor) }
        enter(.inside, visitor)
        send(.page, for: visitor)
    }

    /// The next thing somebody does on the site: another page halfway, then the end.
    func goOn(_ visitor: Int32) {
        if visitors[Int(visitor)].pages < 2 { return send(.page, for: visitor) }
        enter(.leaving, visitor)
        send(visitor & 2 == 0 ? .finish : .leaveSite, for: visitor)
    }

    /// A page of the site was answered.
    func read(_ visitor: Int32, _ status: Int) {
        visitors[Int(visitor)].pages += 1
        guard (200..<400).contains(status) else {
            counts.noteUnexpected(.page, status)
            if status == 401 || status == 403 || status == 429 { counts.turnedAway += 1 }
            return enter(.lost, visitor)
        }
        let stay = Int32(clamping: settings.stay.wholeNanoseconds / 1_000_000)
        let next = visitors[Int(visitor)].entered + (visitors[Int(visitor)].pages == 1 ? stay / 2 : stay)
        schedule(visitor, afterExactly: next - now)
    }

    /// The end of a session was answered; where the site has no such page, the gateway is told.
    func left(_ visitor: Int32, _ status: Int, _ purpose: VisitorStep) {
        if (200..<400).contains(status) { return enter(.done, visitor) }
        counts.noteUnexpected(purpose, status)
        if purpose == .leaveSite { return send(.finish, for: visitor) }
        enter(.lost, visitor)
    }
}
