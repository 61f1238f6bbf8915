extension Line {
    /// touch: sessions that were used since the last call live on, never past their absolute end.
    ///
    /// Rule: LINE.md 2.5.
    package mutating func touch(
        _ touches: [SessionTouch], by caller: LineCaller, at time: Int64
    ) throws(RoomStoreError) -> TouchReply {
        guard touches.count <= LineLimits.claims else { throw .refused("ERR more than 256 touches") }
        try begin(caller, at: time)
        let before = active
        let idle = settings.sessionIdle.lineMilliseconds
        let outcomes = touches.map { touch -> TouchOutcome in
            guard let expiry = before[touch.place], expiry > last else { return .gone }
            let renewed = min(last + idle, absoluteEnd(of: touch.place), touch.end)
            active[touch.place] = renewed
            return .renewed(expiry: renewed)
        }
        return TouchReply(roomTime: last, outcomes: outcomes)
    }
}
