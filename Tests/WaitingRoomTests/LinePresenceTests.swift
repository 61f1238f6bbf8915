import Testing
import WaitingRoom

/// Who counts as present, and how the line goes on (LINE.md 2.2 and 4).
@Suite struct LinePresenceTests {
    static let settings = RoomSettings(
        mode: .always, rate: 2, capacity: 1000, recall: .seconds(60), heartbeatEvery: .seconds(2),
        lostAfter: .seconds(8))

    @Test func `nobody is judged before they were asked to beat for lost_after`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(500)
        try bench.pass(7000)
        #expect(bench.line.passed == 0)
    }

    @Test func `absent places are passed over and present ones called`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(500)
        try bench.set { $0.mode = .paused }
        try bench.set { $0.mode = .always }
        let present = Array(stride(from: 2, through: 500, by: 2))
        bench.line.settings.capacity = 0
        try bench.pass(12_000, beating: present)
        bench.line.settings.capacity = 1000
        try bench.pass(600, beating: present)
        #expect(bench.line.serving > 0)
        #expect(bench.line.called.all.keys.allSatisfy { $0.isMultiple(of: 2) })
        #expect(bench.line.passed >= bench.line.called.count - 1)
    }

    @Test func `an outage of beats sweeps nobody away`() throws {
        var bench = try LineBench(Self.settings)
        _ = try bench.join(500)
        bench.line.settings.capacity = 0
        try bench.pass(16_000, beating: Array(1...500))
        try bench.pass(16_000)
        #expect(bench.line.low >= 2)
        bench.line.settings.capacity = 1000
        try bench.pass(2000)
        #expect(bench.line.serving > 0)
        #expect(bench.line.passed == 0)
    }

    @Test func `when few beat, people farther back are asked`() throws {
        var bench = try LineBench(Self.settings)
        for _ in 0..<100 { _ = try bench.join(500) }
        try bench.pass(9000)
        #expect(bench.line.within > 1000)
        bench.line.within = 8000
        bench.line.settings.capacity = 0
        let front = bench.line.serving
        try bench.pass(8000, beating: Array((front + 50)..<(front + 550)))
        #expect(bench.line.within < 8000, "more than four minutes' worth of people beat")
    }

    @Test func `two million numbers that nobody holds are passed in a few minutes`() throws {
        var bench = try LineBench(
            RoomSettings(mode: .always, rate: 50, capacity: 100, lostAfter: .seconds(40)))
        for _ in 0..<400 { _ = try bench.join(500) }
        // Ten times as many, without the cost of joining them one batch at a time.
        bench.line.issued = 2_000_000
        let start = bench.line.roomTime
        while bench.line.serving < 2_000_000, bench.line.roomTime < start + 400_000 { try bench.pass(1000) }
        #expect(bench.line.serving == 2_000_000)
        print("passed two million in", (bench.line.roomTime - start) / 1000, "s")
    }

    @Test func `few of the called come: more are called`() throws {
        var bench = try LineBench(RoomSettings(mode: .always, rate: 20, capacity: 40))
        _ = try bench.join(512)
        for _ in 0..<30 {
            try bench.pass(1000)
            for place in bench.line.called.all.keys.sorted() where place.isMultiple(of: 4) {
                _ = try bench.claim(place)
            }
        }
        #expect(bench.line.showing < 0.5)
        #expect(bench.line.showing > 0.15)
    }
}
