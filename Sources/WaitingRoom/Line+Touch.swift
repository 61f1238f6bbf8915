extension Line {
    /// touch: sessions that were used since the last call live on, never past their absolute end.
    ///
    /// While a loss of the store holds everybody off, one that nobody knows comes back: only who was inside
    /// has a token that is still good. Rules: LINE.md 2.5, 5.5.
    package mutating func touch(
        _ touches: [SessionTouch], by caller: LineCaller, at time: Int64
    ) throws(RoomStoreError) -> TouchReply {
        guard touches.count <= LineLimits.claims else { throw .refused("ERR more than 256 touches") }
        try begin(caller, at: time)
        let before = active
        let idle = settings.sessionIdle.lineMilliseconds
        let outcomes = touches.map { touch -> TouchOutcome in
            if before[touch.place] == nil, comesBack(touch) {
                ends[touch.place] = min(touch.end, last + settings.sessionMax.lineMilliseconds)
                claimed.insert(touch.place)
            } else if (before[touch.place] ?? 0) <= last {
                return .gone
            }
            let renewed = min(last + idle, absoluteEnd(of: touch.place), touch.end)
            active[touch.place] = renewed
            return .renewed(expiry: renewed)
        }
        return TouchReply(roomTime: last, outcomes: outcomes)
    }

    private func comesBack(_ touch: SessionTouch) -> Bool {
        hold > last && touch.place >= 1 && touch.place <= issued && touch.end > last
            && ended[touch.place] == nil
    }
}
