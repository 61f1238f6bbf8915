import Testing
import WaitingRoom

/// Room time, line time, the rate and its factors (LINE.md 1 and 7).
@Suite struct LineClockTests {
    static let settings = RoomSettings(mode: .always, rate: 10, capacity: 100, lostAfter: .seconds(40))

    @Test func `a step of the clock ends nobody`() throws {
        for step: Int64 in [600_000, -600_000] {
            var bench = try LineBench(Self.settings)
            _ = try bench.join(1)
            try bench.pass(400)
            _ = try bench.claim(1)
            let before = bench.line.roomTime
            bench.time += step
            #expect(try bench.touch(1) != .gone)
            #expect(bench.line.roomTime == before + (step > 0 ? 5000 : 0))
            bench.time += 100
            try bench.advance()
            #expect(bench.line.roomTime == before + (step > 0 ? 5100 : 100))
        }
    }

    @Test func `a gap of more than two seconds brings two seconds`() throws {
        var bench = try LineBench(Self.settings)
        bench.line.tokens = 0
        let (room, line) = (bench.line.roomTime, bench.line.lineTime)
        bench.time += 4000
        try bench.advance()
        #expect(bench.line.roomTime == room + 4000)
        #expect(bench.line.lineTime == line + 2000)
        #expect(bench.line.tokens == 20)
        bench.time += 2000
        try bench.advance()
        #expect(bench.line.tokens == 21)
    }

    @Test func `the smallest factor of the last ten seconds counts`() throws {
        var bench = try LineBench(Self.settings)
        #expect(try bench.advance("a", factor: 0.5).snapshot.rate == 5)
        #expect(
            try bench.advance("b", factor: 0.8).snapshot.rate == 5,
            "an answer within 100 ms still notes its factor")
        for _ in 0..<4 {
            bench.time += 2000
            try bench.advance("b", factor: 0.8)
        }
        #expect(bench.line.shapedRate == 5)
        bench.time += 2000
        #expect(try bench.advance("b", factor: 0.8).snapshot.rate == 8)
        #expect(bench.line.factors.keys.sorted() == ["b"])
        #expect(
            try bench.advance("b", factor: 1).snapshot.rate == 10,
            "a gateway's newest word replaces its older one")
    }

    @Test func `a factor outside its range is taken as the nearest`() throws {
        var bench = try LineBench(Self.settings)
        #expect(try bench.advance("a", factor: 7).snapshot.rate == 10)
        #expect(try bench.advance("a", factor: .nan).snapshot.rate == 10)
        #expect(try bench.advance("a", factor: -1).snapshot.rate == 0)
    }

    @Test func `the ramp goes from a tenth to all of the rate`() throws {
        var settings = Self.settings
        settings.warmUp = .seconds(10)
        var bench = try LineBench(settings)
        #expect(bench.line.tokens == 3)
        #expect(bench.line.shapedRate == 1)
        try bench.pass(5000)
        #expect(bench.line.shapedRate == 5)
        try bench.pass(6000)
        #expect(bench.line.shapedRate == 10)
    }

    @Test func `a scheduled room stands until another mode opens it`() throws {
        var settings = Self.settings
        settings.mode = .scheduled
        settings.warmUp = .seconds(10)
        var bench = try LineBench(settings)
        _ = try bench.join(5)
        try bench.pass(60_000)
        #expect(bench.line.stands)
        #expect(bench.line.serving == 0)
        try bench.set { $0.mode = .always }
        #expect(bench.line.shapedRate == 1, "the ramp begins at the opening")
        try bench.pass(400)
        #expect(bench.line.serving == 5)
    }

    @Test func `a lower rate empties the bucket to its size`() throws {
        var bench = try LineBench(Self.settings)
        #expect(bench.line.tokens == 21)
        try bench.set { $0.rate = 1 }
        try bench.advance()
        #expect(bench.line.tokens == 3)
    }
}
