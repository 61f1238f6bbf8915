extension Line {
    /// The numbers that every gateway publishes and decides by.
    package func snapshot() -> RoomSnapshot {
        var snapshot = RoomSnapshot()
        snapshot.epoch = epoch
        snapshot.gen = gen
        snapshot.rev = rev
        snapshot.mode = settings.mode
        snapshot.issued = issued
        snapshot.serving = serving
        snapshot.floor = floor
        snapshot.within = within
        snapshot.active = active.count(after: last)
        snapshot.called = called.count
        snapshot.door = door.count
        snapshot.capacity = settings.capacity
        snapshot.rate = shapedRate
        snapshot.tokens = tokens
        snapshot.showing = showing
        snapshot.stands = stands
        snapshot.held = isHeld
        snapshot.roomTime = roomTime
        snapshot.lineTime = lineTime
        snapshot.gaps = gaps
        snapshot.gens = gens
        snapshot.opened = opened
        snapshot.hold = hold
        snapshot.entered = entered
        snapshot.passed = passed
        snapshot.message = settings.message
        return snapshot
    }
}
