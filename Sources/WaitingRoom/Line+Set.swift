extension Line {
    /// set: an operator changes settings; whoever changed them first wins.
    package mutating func set(
        _ change: RoomChange, expecting expected: Int, by name: String, caller: LineCaller, at time: Int64
    ) throws(RoomStoreError) -> SetOutcome {
        try begin(caller, at: time)
        guard expected == rev else { return .conflict(rev: rev) }
        let lostAfter = settings.lostAfter.lineMilliseconds
        settings = change.applied(to: settings)
        // Opening starts the ramp; a scheduled room is opened by its draw or by another mode.
        if change.mode != nil, settings.mode != .scheduled, opened < 0 { opened = lineTime }
        // Slots of another length: their beats mean nothing now.
        if settings.lostAfter.lineMilliseconds != lostAfter { forgetSlots() }
        rev += 1
        note(.set(by: name, rev: rev))
        return .done(rev: rev)
    }
}
