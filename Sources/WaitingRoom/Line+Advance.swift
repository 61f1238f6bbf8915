extension Line {
    /// advance: keeps the door supplied, and tells how the room stands (LINE.md 4).
    package mutating func advance(
        _ report: AdvanceReport, by caller: LineCaller, at time: Int64
    ) throws(RoomStoreError) -> AdvanceReply {
        try begin(caller, at: time)
        weigh(report)
        if last - advanced >= 100 {
            advanced = last
            purge()
            roll()
            if lineTime - marked >= 1000 { onceASecond() }
            supply()
        }
        let recent = ended.all.filter { $0.value >= report.endedSince }
            .sorted { ($0.value, String($0.key)) < ($1.value, String($1.key)) }.prefix(LineLimits.calls)
        return AdvanceReply(
            snapshot: snapshot(), settings: settings, ended: recent.map(\.key),
            endedUpTo: recent.count == LineLimits.calls ? recent.last?.value ?? last : last)
    }

    /// Notes this gateway's factor and takes the smallest of the last 10 s.
    private mutating func weigh(_ report: AdvanceReport) {
        factors[report.gateway] = GatewayFactor(factor: report.factor, time: last)
        factors = factors.filter { $0.value.time > last - 10_000 }
        factor = factors.values.reduce(1) { max(0, min($0, $1.factor)) }
    }

    /// purge: ended sessions, called people on whom we no longer count, old entries of `ended`.
    private mutating func purge() {
        let expired = active.removeDue(by: last, limit: LineLimits.calls)
        for place in expired { ends[place] = nil }
        left += expired.count
        // Summed up before it is added: fractions must be rounded as the script rounds them.
        let overdue = called.removeDue(by: lineTime, limit: LineLimits.calls)
        missed += Double(overdue.count { !door.remove($0) })
        ended.removeDue(by: last - LineLimits.endedFor, limit: LineLimits.calls)
    }

    /// Once a second of line time: a mark, floor, q, and an entry in the log when the line moved.
    private mutating func onceASecond() {
        mark()
        showing = max(0.1, (came + 1) / (came + missed + 1))
        came *= 0.95
        missed *= 0.95
        leaving = (leaving + Double(left)) / 2
        left = 0
        if serving != logged {
            note(.advanced(serving: serving))
            logged = serving
        }
    }

    /// Calls as many present places as the door needs.
    ///
    /// That is for the sessions that are free and those that will be within 2 s, so that somebody stands at
    /// the door when one ends; and of those who have not asked yet only people called in the last 2 s are
    /// expected still (docs/decisions/002).
    private mutating func supply() {
        guard !stands, serving < issued else { return }
        let room = min(Double(freeSessions) + 2 * leaving, tokens + 2 * shapedRate)
        let expected = called.count(after: lineTime + LineLimits.atDoorFor)
        let need = room - Double(door.count) - showing * Double(expected)
        guard need > 0 else { return }
        look(for: Int(min(Double(LineLimits.calls), (need / showing).rounded(.up))))
    }

    /// Calls at most `want` present places after serving, and moves serving over them.
    ///
    /// It looks at no more than 50,000.
    private mutating func look(for want: Int) {
        let limit = min(issued, serving + LineLimits.looks)
        let judgedTo = low >= 2 ? 0 : judged
        var found = 0
        while serving < limit, found < want {
            serving += 1
            if claimed.contains(serving) { continue }
            let needsBeat = serving <= judgedTo || gaps.contains { $0.contains(serving) }
            if needsBeat, !hasBeaten(serving) {
                passed += 1
            } else {
                called[serving] = lineTime + LineLimits.calledFor
                found += 1
            }
        }
    }
}
