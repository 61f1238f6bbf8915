import Testing
import WaitingRoom

/// moved, restore, ended sessions and revisions (LINE.md 4 and 7).
@Suite struct LineRestoreTests {
    static let settings = RoomSettings(mode: .always, rate: 10, capacity: 100)

    /// What a gateway knows after an advance.
    func facts(_ bench: inout LineBench) throws -> RoomFacts {
        let reply = try bench.advance()
        return RoomFacts(reply.snapshot, settings: reply.settings, roomTime: reply.snapshot.roomTime)
    }

    @Test func `a caller of another run or gen changes nothing`() throws {
        var bench = try LineBench(Self.settings)
        let before = bench.line.roomTime
        for caller in [
            LineCaller(run: "other", gen: bench.caller.gen),
            LineCaller(run: "run", gen: bench.caller.gen - 1),
        ] {
            #expect(throws: RoomStoreError.moved) {
                try bench.line.join(
                    JoinBatch(newcomers: 1, mayGoStraightIn: true), by: caller, at: bench.time + 500)
            }
        }
        #expect(bench.line.roomTime == before)
        #expect(bench.line.issued == 0)
    }

    @Test func `a file counts until an operator changes the room`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(3)
        var line: Line? = bench.line
        var other = Self.settings
        other.rate = 99
        let reply = Line.restore(&line, RoomFacts(settings: other), run: "run", at: bench.time + 100)
        #expect(reply.kind == .read)
        #expect(reply.settings == other)
        #expect(reply.snapshot.rev == 1)
        #expect(reply.snapshot.gen == bench.line.gen)
        #expect(reply.snapshot.issued == 3)
        line?.rev = 2
        let later = Line.restore(&line, RoomFacts(settings: Self.settings), run: "run", at: bench.time + 200)
        #expect(later.settings == other, "an operator's word outlives every file")
    }

    @Test func `a store that lost everything takes back who was inside until the hold-off ends`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(30)
        try bench.pass(3000)
        _ = try bench.claim(1, 2, 3, 4)
        let facts = try facts(&bench)
        var lost: Line?
        let reply = Line.restore(&lost, facts, run: "next", at: bench.time)
        #expect(reply.kind == .made && reply.snapshot.active == 0)
        var line = try #require(lost)
        let caller = LineCaller(run: "next", gen: reply.snapshot.gen)
        func touch(_ place: Int, _ end: Int64) throws -> TouchOutcome {
            try line.touch([SessionTouch(place: place, end: end)], by: caller, at: bench.time).outcomes[0]
        }
        let now = line.roomTime
        let end = now + 500_000
        #expect(try touch(1, end) == .renewed(expiry: now + Self.settings.sessionIdle.lineMilliseconds))
        #expect(line.ends[1] == end, "never past what the token says")
        #expect(line.claimed.contains(1))
        #expect(try touch(2, now + 5000) == .renewed(expiry: now + 5000))
        #expect(try touch(3, now) == .gone, "its token is over")
        #expect(try touch(99, end) == .gone, "never issued")
        try line.finish([SessionEnd(place: 4, leaves: false)], by: nil, caller: caller, at: bench.time)
        #expect(try touch(4, end) == .gone, "it was ended since")
        for _ in 0..<61 {
            bench.time += 1000
            _ = try line.advance(AdvanceReport(gateway: "a"), by: caller, at: bench.time)
        }
        #expect(!line.stands)
        #expect(try touch(3, line.roomTime + 1000) == .gone, "too late")
        #expect(try touch(1, end) != .gone)
    }

    @Test func `a store that comes back with its file is adopted and holds for a minute`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(30)
        try bench.pass(3000)
        _ = try bench.claim(1)
        var facts = try facts(&bench)
        facts.roomTime += 30_000
        let (alive, line) = (bench.line.roomTime, bench.line.lineTime)
        var came: Line? = bench.line
        // The new run's clock is an hour behind.
        let reply = Line.restore(&came, facts, run: "next", at: bench.time - 3_600_000)
        #expect(reply.kind == .adopted)
        #expect(reply.snapshot.gen > facts.gen)
        #expect(reply.snapshot.roomTime == facts.roomTime)
        #expect(reply.snapshot.lineTime == line)
        #expect(reply.snapshot.tokens == 0)
        #expect(reply.snapshot.held)
        #expect(reply.snapshot.hold == alive + 60_000)
        #expect(reply.snapshot.called == 0)
        #expect(reply.snapshot.active == 1, "who was inside could not be touched, and lives on")
        let idle = Self.settings.sessionIdle.lineMilliseconds
        #expect(came?.active[1] == facts.roomTime + idle)
        var line2 = try #require(came)
        let caller = LineCaller(run: "next", gen: reply.snapshot.gen)
        var time = bench.time - 3_600_000
        #expect(try line2.claim([2], by: caller, at: time).outcomes == [.held])
        for _ in 0..<31 {
            time += 1000
            _ = try line2.advance(AdvanceReport(gateway: "a"), by: caller, at: time)
        }
        #expect(!line2.stands)
        #expect(
            try line2.claim([2], by: caller, at: time).outcomes == [
                .admitted(expiry: line2.roomTime + 20_000, end: line2.roomTime + 900_000)
            ])
    }

    @Test func `the larger of what gateways and store know counts`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(30)
        var first = try facts(&bench)
        var late = first
        first.issued = 40
        late.issued = 45
        late.settings.rate = 3
        late.rev = 9
        late.alive += 5000
        late.roomTime += 9000
        first.roomTime += 9000
        var line: Line? = bench.line
        let one = Line.restore(&line, first, run: "next", at: bench.time)
        #expect(one.snapshot.issued == 40)
        let two = Line.restore(&line, late, run: "next", at: bench.time)
        #expect(two.kind == .read)
        #expect(two.snapshot.gen == one.snapshot.gen)
        #expect(two.snapshot.issued == 45)
        #expect(two.settings.rate == 3)
        #expect(two.snapshot.hold == one.snapshot.hold + 5000)
    }

    @Test func `without the store's file nobody is let in twice`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(30)
        try bench.pass(400)
        _ = try bench.claim(1)
        let facts = try facts(&bench)
        var line: Line?
        let reply = Line.restore(&line, facts, run: "next", at: bench.time)
        #expect(reply.kind == .made)
        #expect(reply.snapshot.issued == 30)
        #expect(reply.snapshot.floor == facts.serving)
        #expect(reply.snapshot.tokens == 0)
        #expect(reply.snapshot.held)
    }

    @Test func `gateways hear of ended sessions once, or a little more often`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(5)
        try bench.pass(400)
        _ = try bench.claim(1, 2, 3)
        try bench.finish(1)
        let first = try bench.advance()
        #expect(first.ended == [1])
        bench.time += 50
        try bench.finish(3)
        bench.time += 10
        let second = try bench.advance(endedSince: first.endedUpTo)
        #expect(second.ended.contains(3))
        bench.time += 10
        #expect(try bench.advance(endedSince: second.endedUpTo).ended.isEmpty)
        try bench.pass(121_000)
        #expect(bench.line.ended.count == 0)
    }

    @Test func `whoever changes settings first wins`() throws {
        var bench = try LineBench(Self.settings)
        var change = RoomChange()
        change.rate = 20
        let one = try bench.line.set(change, expecting: 1, by: "a", caller: bench.caller, at: bench.time)
        let two = try bench.line.set(change, expecting: 1, by: "b", caller: bench.caller, at: bench.time)
        #expect(one == .done(rev: 2))
        #expect(two == .conflict(rev: 2))
        #expect(bench.line.log.last == .set(by: "a", rev: 2))
    }
}
