import Testing
import WaitingRoom

/// The door: rate and cap are spent there, lowest number first (LINE.md 2.1, 2.3, 2.5, 2.9).
@Suite struct LineDoorTests {
    static let settings = RoomSettings(
        mode: .always, rate: 1, capacity: 2, sessionStart: .seconds(20), sessionIdle: .seconds(300),
        recall: .seconds(10), lostAfter: .seconds(40))

    @Test func `a claim takes a session and a token together`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(5)
        try bench.pass(6000)
        let session = bench.session()
        #expect(try bench.claim(1) == [session.admitted])
        #expect(try bench.claim(1) == [session.same])
        #expect(try bench.claim(2) == [session.admitted])
        // The capacity is used up, whatever tokens are left.
        #expect(bench.line.tokens >= 1)
        #expect(try bench.claim(3) == [.full(rank: 0)])
    }

    @Test func `whoever is at the door goes before larger numbers`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(9)
        try bench.pass(6000)
        _ = try bench.claim(1, 2)
        #expect(try bench.claim(3, 4) == [.full(rank: 0), .full(rank: 1)])
        try bench.finish(1)
        bench.time += 900
        #expect(try bench.claim(4) == [.full(rank: 0)], "3 took the session, though only 4 asked")
        #expect(try bench.claim(3) == [bench.session().same])
    }

    @Test func `whoever enters takes everybody in who stands before it at the door`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(9)
        try bench.pass(6000)
        _ = try bench.claim(1, 2)
        _ = try bench.claim(3, 4, 5)
        try bench.finish(1)
        try bench.finish(2)
        bench.time += 2000
        let reply = try bench.line.claim([5], by: bench.caller, at: bench.time)
        #expect(reply.outcomes == [.full(rank: 0)])
        #expect(reply.others == 2)
        #expect(bench.line.door.places == [5])
        // Later ones at the door are not let in by a smaller number's claim: they ask for themselves.
        try bench.finish(3)
        bench.time += 1000
        #expect(try bench.line.claim([4], by: bench.caller, at: bench.time).others == 0)
    }

    @Test func `nobody goes straight in while somebody stands at the door`() throws {
        var bench = try LineBench(RoomSettings(mode: .auto, rate: 1000, capacity: 3))
        #expect(try bench.join(4).straightIn == 3)
        bench.line.serving = 4
        #expect(try bench.claim(4) == [.full(rank: 0)])
        for place in 1...3 { try bench.finish(place) }
        #expect(try bench.join(1).straightIn == 0)
        #expect(try bench.claim(4) == [bench.session().admitted])
    }

    @Test func `one call lets a thousand in, the smallest`() throws {
        var bench = try LineBench(RoomSettings(mode: .always, rate: 10_000, capacity: 0))
        for _ in 0..<3 { _ = try bench.join(512) }
        bench.line.serving = 1536
        for first in stride(from: 1, through: 1536, by: 256) {
            _ = try bench.line.claim(Array(first..<(first + 256)), by: bench.caller, at: bench.time)
        }
        try bench.set { $0.capacity = 5000 }
        let reply = try bench.line.claim([1536], by: bench.caller, at: bench.time)
        #expect(reply.others == 1000)
        #expect(reply.outcomes == [.full(rank: 535)])
        #expect(bench.line.door.places.first == 1001)
    }

    @Test func `a number beyond serving is not called, a used one is used`() throws {
        var bench = try LineBench(Self.settings)
        for _ in 0..<10 { _ = try bench.join(500) }
        try bench.pass(200)
        #expect(try bench.claim(4000) == [.notCalled])
        _ = try bench.claim(1)
        try bench.finish(1)
        #expect(try bench.claim(1) == [.used])
        try bench.finish(2, leaves: true)
        #expect(try bench.claim(2) == [.used])
    }

    @Test func `someone late enters within the recall window and not after it`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(4)
        try bench.pass(9000)
        #expect(bench.line.called[1] == nil)
        #expect(try bench.claim(1) == [bench.session().admitted])
        try bench.pass(12_000)
        #expect(bench.line.floor >= 2)
        #expect(try bench.claim(2) == [.expired])
    }

    @Test func `the floor stays below whoever was at the door of late`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(40)
        try bench.pass(6000)
        _ = try bench.claim(1, 2, 3, 4)
        for _ in 0..<40 {
            try bench.pass(1000)
            _ = try bench.line.beat([3], by: bench.caller, at: bench.time)
            _ = try bench.touch(1)
            _ = try bench.touch(2)
        }
        #expect(bench.line.serving > 3)
        #expect(bench.line.floor < 3)
        try bench.finish(1)
        #expect(try bench.claim(3) == [bench.session().admitted])
    }

    @Test func `while the line stands claims are held and sessions go on`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(4)
        try bench.pass(400)
        _ = try bench.claim(1)
        try bench.set { $0.mode = .paused }
        let lineTime = bench.line.lineTime
        try bench.pass(4000)
        #expect(bench.line.lineTime == lineTime)
        #expect(try bench.claim(1, 2) == [bench.session(4000).same, .held])
        #expect(try bench.touch(1, end: bench.time + 1000) == .renewed(expiry: bench.time + 1000))
        try bench.set { $0.mode = .always }
        // Nobody's five seconds went by meanwhile.
        #expect(bench.line.called[2] != nil)
    }

    @Test func `a session that is not used ends after its start, a used one lives on`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(4)
        try bench.pass(400)
        _ = try bench.claim(1, 2)
        #expect(try bench.touch(2, end: bench.time + 30_000) == .renewed(expiry: bench.time + 30_000))
        try bench.pass(21_000)
        #expect(try bench.touch(1) == .gone)
        #expect(bench.line.active.count(after: bench.line.roomTime) == 1)
    }

    @Test func `a session lives max in all, whoever claims or touches it`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(4)
        try bench.pass(400)
        let end = bench.time + 900_000
        #expect(try bench.claim(1) == [.admitted(expiry: bench.time + 20_000, end: end)])
        for minute in 1...14 {
            try bench.pass(60_000 - (minute == 1 ? 50_000 : 0))
            // Another gateway learns the same end, and one that knows none keeps to it.
            guard case .same(_, end)? = try bench.claim(1).first else {
                Issue.record("minute \(minute)")
                return
            }
            #expect(try bench.touch(1) == .renewed(expiry: min(bench.time + 300_000, end)))
        }
        try bench.pass(end - bench.time - 400)
        #expect(try bench.touch(1) == .renewed(expiry: end))
        try bench.pass(400)
        #expect(try bench.touch(1) == .gone)
        #expect(try bench.claim(1) == [.used])
        #expect(bench.line.ends.count == 0)
    }

    @Test func `a longer or shorter max counts for sessions that begin after it`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(4)
        try bench.pass(400)
        let first = bench.time + 900_000
        _ = try bench.claim(1)
        try bench.set { $0.sessionMax = .seconds(10) }
        try bench.pass(1000)
        #expect(try bench.claim(1) == [.same(expiry: bench.time + 19_000, end: first)])
        let end = bench.time + 10_000
        #expect(try bench.claim(2) == [.admitted(expiry: end, end: end)], "start is never past max")
    }

    @Test func `the door holds the five thousand smallest`() throws {
        var bench = try LineBench(RoomSettings(mode: .always, rate: 10_000, capacity: 0))
        for _ in 0..<11 { _ = try bench.join(512) }
        bench.line.serving = 5632
        for first in stride(from: 633, through: 5632, by: 250) {
            let places = Array(first..<(first + 250))
            _ = try bench.line.claim(places, by: bench.caller, at: bench.time)
        }
        #expect(bench.line.door.count == 5000)
        #expect(try bench.claim(7) == [.full(rank: 0)])
        #expect(bench.line.door.count == 5000)
        #expect(!bench.line.door.contains(5632))
        #expect(try bench.claim(5632) == [.full(rank: 5000)])
        #expect(!bench.line.door.contains(5632))
    }
}
