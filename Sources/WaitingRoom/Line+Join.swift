extension Line {
    /// join: a batch of newcomers takes the next numbers; the first of them may go straight in.
    ///
    /// Rules: LINE.md 2.6 and 2.11.
    package mutating func join(
        _ batch: JoinBatch, by caller: LineCaller, at time: Int64
    ) throws(RoomStoreError) -> JoinReply {
        guard batch.newcomers <= LineLimits.joins else { throw .refused("ERR bad join") }
        guard batch.accounts.isEmpty || batch.accounts.count == batch.newcomers else {
            throw .refused("ERR bad join")
        }
        try begin(caller, at: time)
        guard window == 0 else { return JoinReply(status: .held, roomTime: last) }

        let (numbers, fresh) = numbers(of: batch)
        var reply = JoinReply(status: joinStatus(batch.newcomers), roomTime: last)
        guard reply.status == .open else {
            reply.numbers = numbers.map { $0 > issued ? 0 : $0 }
            return reply
        }
        reply.numbers = numbers
        reply.first = issued + 1
        reply.count = fresh
        for (account, number) in zip(batch.accounts, numbers) where number > issued {
            accounts[account] = number
        }
        reply.straightIn = batch.mayGoStraightIn ? straightIn(fresh) : 0
        if reply.straightIn > 0 { (reply.expiry, reply.end) = enterStraight(reply.straightIn) }
        issued += fresh
        return reply
    }

    private func joinStatus(_ newcomers: Int) -> JoinStatus {
        if settings.mode == .closed || issued + newcomers > LineLimits.places { return .closed }
        switch settings.mode {
        case .soldout: return .soldOut
        case .passthrough: return .passthrough
        default: return .open
        }
    }

    /// The number of each account, known or next, and how many numbers are new.
    private func numbers(of batch: JoinBatch) -> (numbers: [Int], fresh: Int) {
        if batch.accounts.isEmpty { return ([], batch.newcomers) }
        var seen: [AccountKey: Int] = [:]
        var fresh = 0
        let numbers = batch.accounts.map { account in
            if let number = seen[account] ?? knownPlace(of: account) {
                seen[account] = number
                return number
            }
            fresh += 1
            seen[account] = issued + fresh
            return issued + fresh
        }
        return (numbers, fresh)
    }

    /// The place that an account has; one that was used and whose session is over counts as none.
    private func knownPlace(of account: AccountKey) -> Int? {
        guard let place = accounts[account] else { return nil }
        if claimed.contains(place), (active[place] ?? 0) <= last { return nil }
        return place
    }

    /// How many newcomers the empty line lets straight in.
    private func straightIn(_ fresh: Int) -> Int {
        guard settings.mode == .auto, serving == issued, door.count == 0, !stands else { return 0 }
        return max(0, min(freeSessions - called.count, Int(tokens) - called.count, fresh))
    }

    private mutating func enterStraight(_ count: Int) -> (expiry: Int64, end: Int64) {
        var session: (expiry: Int64, end: Int64) = (0, 0)
        for place in (issued + 1)...(issued + count) { session = open(place) }
        entered += count
        serving += count
        tokens -= Double(count)
        return session
    }
}
