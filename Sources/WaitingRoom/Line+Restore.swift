extension Line {
    /// restore: makes a room, adopts one whose store came back, or lets a gateway that starts read it.
    ///
    /// `line` is nil when the store has no such room. It is one call, without the window and the paging of
    /// LINE.md 5.
    package static func restore(
        _ line: inout Line?, _ facts: RoomFacts, run: String, at time: Int64
    ) -> RestoreReply {
        guard var found = line, found.run == run || facts.epoch <= found.epoch else {
            let made = Line(facts, run: run, at: time)
            line = made
            return RestoreReply(kind: .made, snapshot: made.snapshot(), settings: made.settings)
        }
        var facts = facts
        if facts.epoch < found.epoch { facts.forgetNumbers() }
        let kind: RestoreKind = found.run == run ? .read : .adopted
        if kind == .read { found.merge(facts, at: time) } else { found.adopt(facts, run: run, at: time) }
        if found.opened < 0, found.settings.mode != .scheduled { found.opened = found.lineTime }
        line = found
        return RestoreReply(kind: kind, snapshot: found.snapshot(), settings: found.settings)
    }

    /// A room without a past has a full bucket and no hold-off.
    ///
    /// One whose past only gateways know counts everybody up to serving as done: without the claimed bits no
    /// slip may be used twice.
    private init(_ facts: RoomFacts, run: String, at time: Int64) {
        self.run = run
        gen = 0
        epoch = max(1, facts.epoch)
        rev = max(1, facts.rev)
        settings = facts.settings
        goOn(from: facts.roomTime, facts.lineTime, gen: facts.gen, at: time)
        issued = facts.issued
        serving = facts.serving
        floor = facts.serving
        logged = facts.serving
        gaps = facts.gaps
        gens = facts.gens
        if facts.gen == 0 {
            opened = settings.mode == .scheduled ? -1 : lineTime
            tokens = 1 + 2 * shapedRate
        } else {
            opened = facts.opened
            hold = min(facts.alive, last) + LineLimits.holdOff
        }
        if opened < 0, settings.mode != .scheduled { opened = lineTime }
        edgesAfter = lineTime
        note(.restored(.made, gen: gen))
    }

    /// The store came back with its file: the larger of what it and the gateway know counts.
    ///
    /// Nobody is let in for a token's life.
    private mutating func adopt(_ facts: RoomFacts, run: String, at time: Int64) {
        self.run = run
        hold = max(hold, max(last, min(facts.alive, max(last, facts.roomTime))) + LineLimits.holdOff)
        let lost = last
        goOn(from: max(last, facts.roomTime), max(lineTime, facts.lineTime), gen: facts.gen, at: time)
        reviveSessions(openAt: lost)
        takeNumbers(facts)
        tokens = 0
        window = 0
        if facts.rev > rev || isFromFile(facts) { take(facts.settings, rev: max(rev, facts.rev)) }
        called = ScoredPlaces()
        door = SortedPlaces()
        forgetSlots()
        note(.restored(.adopted, gen: gen))
    }

    /// A gateway that reports after another has restored the line: what it knows more is taken.
    ///
    /// The hold-off may grow.
    private mutating func merge(_ facts: RoomFacts, at time: Int64) {
        tick(to: time)
        if isFromFile(facts) { take(facts.settings, rev: 1) }
        if facts.gen == 0 || facts.gen == gen { return }
        takeNumbers(facts)
        if facts.alive > 0, hold > last { hold = max(hold, min(facts.alive, last) + LineLimits.holdOff) }
        if facts.rev > rev {
            take(facts.settings, rev: facts.rev)
            forgetSlots()
        }
    }

    /// Those inside were let through all the while and could not be touched: each has its idle time from now.
    ///
    /// But nothing past its absolute end.
    private mutating func reviveSessions(openAt lost: Int64) {
        let expiry = last + settings.sessionIdle.lineMilliseconds
        for (place, old) in active.all where old > lost && old < expiry {
            active[place] = max(old, min(expiry, ends[place] ?? expiry))
        }
    }

    /// Whether the settings are a configuration file's and the file still counts: no operator has changed the
    /// room.
    private func isFromFile(_ facts: RoomFacts) -> Bool {
        facts.gen == 0 && facts.rev == 0 && rev == 1
    }

    private mutating func takeNumbers(_ facts: RoomFacts) {
        issued = max(issued, facts.issued)
        serving = max(serving, facts.serving)
        floor = max(floor, facts.floor)
    }

    private mutating func take(_ settings: RoomSettings, rev: Int) {
        self.settings = settings
        self.rev = rev
    }

    /// A new run's clock is not trusted: room time and line time go on from the largest seen.
    private mutating func goOn(from room: Int64, _ line: Int64, gen known: UInt64, at time: Int64) {
        last = room > 0 ? room : time
        offset = last - time
        stood = last - (line > 0 ? line : last)
        gen = max(max(gen, known) + 1, UInt64(clamping: time / 1000))
    }
}
