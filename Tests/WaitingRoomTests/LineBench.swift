import WaitingRoom

/// A line on the workbench: made, with a clock that a test moves by hand.
struct LineBench {
    var line: Line
    let caller: LineCaller
    var time: Int64 = 1_700_000_000_000

    init(_ settings: RoomSettings) throws {
        var made: Line?
        let reply = Line.restore(&made, RoomFacts(settings: settings), run: "run", at: time)
        guard let made else { throw RoomStoreError.unavailable }
        line = made
        caller = LineCaller(run: "run", gen: reply.snapshot.gen)
    }

    mutating func join(_ count: Int, straight: Bool = true) throws -> JoinReply {
        try line.join(JoinBatch(newcomers: count, mayGoStraightIn: straight), by: caller, at: time)
    }

    mutating func join(accounts: [UInt64]) throws -> JoinReply {
        try line.join(
            JoinBatch(accounts: accounts.map(AccountKey.init), mayGoStraightIn: false), by: caller, at: time)
    }

    @discardableResult
    mutating func advance(_ gateway: String = "a", factor: Double = 1, endedSince: Int64 = 0) throws
        -> AdvanceReply
    {
        let report = AdvanceReport(gateway: gateway, factor: factor, endedSince: endedSince)
        return try line.advance(report, by: caller, at: time)
    }

    /// Lets time go by in steps of 200 ms, with an advance at each and beats for these places each second.
    mutating func pass(_ milliseconds: Int64, beating: [Int] = []) throws {
        for step in 1...(milliseconds / 200) {
            time += 200
            if step % 5 == 0, !beating.isEmpty { _ = try line.beat(beating, by: caller, at: time) }
            try advance()
        }
    }

    mutating func claim(_ places: Int...) throws -> [ClaimOutcome] {
        try line.claim(places, by: caller, at: time).outcomes
    }

    /// What a place gets that enters now, or that entered so many milliseconds ago and was not used since.
    func session(_ age: Int64 = 0) -> (admitted: ClaimOutcome, same: ClaimOutcome) {
        let expiry = time - age + line.settings.sessionStart.lineMilliseconds
        let end = time - age + line.settings.sessionMax.lineMilliseconds
        return (.admitted(expiry: expiry, end: end), .same(expiry: expiry, end: end))
    }

    mutating func touch(_ place: Int, end: Int64 = .max) throws -> TouchOutcome {
        try line.touch([SessionTouch(place: place, end: end)], by: caller, at: time).outcomes[0]
    }

    mutating func finish(_ place: Int, leaves: Bool = false) throws {
        try line.finish([SessionEnd(place: place, leaves: leaves)], by: nil, caller: caller, at: time)
    }

    mutating func set(_ edit: (inout RoomChange) -> Void) throws {
        var change = RoomChange()
        edit(&change)
        let rev = line.rev
        _ = try line.set(change, expecting: rev, by: "op", caller: caller, at: time)
    }
}
