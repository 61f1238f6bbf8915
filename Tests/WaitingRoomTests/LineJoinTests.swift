import Testing
import WaitingRoom

/// Places and the fast path (LINE.md 2.6, 2.11, and the parts of LINE.md 7 that belong to them).
@Suite struct LineJoinTests {
    static let open = RoomSettings(mode: .auto, rate: 10, capacity: 8)

    @Test func `an empty room lets people straight in, as many as sessions and tokens allow`() throws {
        var bench = try LineBench(Self.open)
        let first = try bench.join(5)
        #expect(first.first == 1)
        #expect(first.straightIn == 5)
        #expect(first.expiry == bench.time + 20_000)
        let second = try bench.join(5)
        #expect(second.straightIn == 3)
        #expect(bench.line.serving == 8)
        #expect(bench.line.issued == 10)
        #expect(try bench.join(1).straightIn == 0, "somebody waits now")
    }

    @Test func `the bucket of a new room is full and no fuller`() throws {
        var bench = try LineBench(RoomSettings(mode: .auto, rate: 10, capacity: 500))
        #expect(try bench.join(100).straightIn == 21)
        #expect(bench.line.tokens == 0)
    }

    @Test func `a batch that may not go straight in waits, and so does everybody in other modes`() throws {
        var bench = try LineBench(Self.open)
        #expect(try bench.join(2, straight: false).straightIn == 0)
        for mode: RoomMode in [.always, .paused] {
            var other = try LineBench(RoomSettings(mode: mode))
            #expect(try other.join(2).straightIn == 0)
            #expect(other.line.issued == 2)
        }
    }

    @Test func `called people keep their sessions and tokens from the fast path`() throws {
        var bench = try LineBench(Self.open)
        _ = try bench.join(3, straight: false)
        try bench.pass(400)
        #expect(bench.line.called.count == 3)
        #expect(bench.line.serving == bench.line.issued)
        #expect(try bench.join(100).straightIn == 5)

        var slow = try LineBench(RoomSettings(mode: .auto, rate: 2, capacity: 500))
        _ = try slow.join(3, straight: false)
        try slow.pass(400)
        #expect(slow.line.called.count == 3)
        #expect(try slow.join(100).straightIn == 2, "of five tokens")
    }

    @Test func `closed and sold out rooms give no numbers`() throws {
        for (mode, status) in [
            (RoomMode.closed, JoinStatus.closed), (.soldout, .soldOut), (.passthrough, .passthrough),
        ] {
            var bench = try LineBench(RoomSettings(mode: mode))
            let reply = try bench.join(3)
            #expect(reply.status == status)
            #expect(bench.line.issued == 0)
        }
    }

    @Test func `an account has one number, in a batch and ever after`() throws {
        var bench = try LineBench(RoomSettings(mode: .always, rate: 10, capacity: 5))
        #expect(try bench.join(accounts: [7, 8, 7]).numbers == [1, 2, 1])
        #expect(try bench.join(accounts: [9, 8]).numbers == [3, 2])
        try bench.set { $0.mode = .closed }
        #expect(try bench.join(accounts: [8, 10]).numbers == [2, 0])
        #expect(bench.line.issued == 3)
    }

    @Test func `an account whose session is over is new`() throws {
        var bench = try LineBench(RoomSettings(mode: .always, rate: 10, capacity: 5))
        _ = try bench.join(accounts: [7])
        try bench.pass(400)
        _ = try bench.claim(1)
        #expect(try bench.join(accounts: [7]).numbers == [1])
        try bench.finish(1)
        #expect(try bench.join(accounts: [7]).numbers == [2])
    }

    @Test func `a million places take no more than a thousand`() throws {
        var bench = try LineBench(RoomSettings(mode: .always))
        for _ in 0..<2000 { _ = try bench.join(500) }
        #expect(bench.line.issued == 1_000_000)
        #expect(bench.line.claimed.isEmpty)
        #expect(bench.line.called.count == 0)
    }
}
