extension Line {
    /// Room time as of the last script.
    package var roomTime: Int64 { last }
    /// Line time as of the last script.
    package var lineTime: Int64 { last - stood }
    /// Whether the line stands, as of the last script.
    package var stands: Bool { isStopped || hold > last }
    /// Whether admissions wait for a restore or its hold-off.
    package var isHeld: Bool { window > 0 || hold > last }
    /// Whether the mode, the opening or a restore make the line stand.
    ///
    /// The hold-off ends by itself and is not in it.
    var isStopped: Bool { settings.mode.stands || opened < 0 || window > 0 }

    /// The rate that counts: the operator's, the ramp, the smallest recent factor.
    package var shapedRate: Double {
        let warmUp = settings.warmUp.lineMilliseconds
        var ramp = 1.0
        if warmUp > 0 { ramp = min(1, max(0.1, Double(lineTime - opened) / Double(warmUp))) }
        return settings.rate * ramp * factor
    }

    /// Free sessions; negative while the capacity is below what is open.
    package var freeSessions: Int { settings.capacity - active.count(after: last) }

    /// The head of every script: the caller must know this very line; then the clocks go on.
    mutating func begin(_ caller: LineCaller, at time: Int64) throws(RoomStoreError) {
        guard caller.run == run, caller.gen == gen else { throw .moved }
        tick(to: time)
    }

    /// Room time, line time and accrue (LINE.md 1 and 4).
    ///
    /// More than 5 s at once are a step of the clock: 5 s count. More than 2 s are a gap, in which the line
    /// stood from the third second on, and which brings the tokens of 2 s.
    mutating func tick(to time: Int64) {
        let now = max(last, min(time &+ offset, last + 5000))
        offset = now - time
        let moved = isStopped ? 0 : max(0, min(now - max(last, hold), 2000))
        stood += (now - last) - moved
        last = now
        if !stands {
            let rate = shapedRate
            tokens = min(1 + 2 * rate, tokens + rate * (Double(moved) / 1000))
        }
    }

    /// Adds a log entry; the live store keeps about 65,536, the model the newest 1,000.
    mutating func note(_ entry: LineLogEntry) {
        log.append(entry)
        if log.count > 1000 { log.removeFirst(log.count - 1000) }
    }
}
