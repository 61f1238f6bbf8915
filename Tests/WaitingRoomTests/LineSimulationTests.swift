import Testing
import WaitingRoom

@Suite struct LineSimulationTests {
    /// A room whose capacity is what holds people up: a session lives about 6 s, so 150 of them let 25 a
    /// second in.
    static let tight = RoomSettings(
        mode: .auto, rate: 60, capacity: 150, sessionStart: .seconds(6), sessionIdle: .seconds(30),
        sessionMax: .seconds(60), recall: .seconds(120), heartbeatEvery: .seconds(4), lostAfter: .seconds(12))

    /// A room whose rate is what holds people up.
    static let slow = RoomSettings(
        mode: .auto, rate: 30, capacity: 600, sessionStart: .seconds(6), sessionIdle: .seconds(30),
        sessionMax: .seconds(60), recall: .seconds(120), heartbeatEvery: .seconds(4), lostAfter: .seconds(12))

    /// What holds whatever happens.
    private func expectFair(_ report: LineSimulationReport, _ settings: LineSimulationSettings) {
        #expect(report.issuedTwice == 0)
        #expect(report.mostActive <= settings.room.capacity)
        #expect(report.worstBurst(rate: settings.room.rate) <= 1e-9)
        #expect(report.overtakenAtDoor == 0)
        let overtaken = report.overtaken()
        var worst = (numbers: 0, gap: Int64(0))
        for visitor in report.visitors where visitor.habit == .present || visitor.habit == .neverUses {
            #expect(visitor.state == .gone, "place \(visitor.place) never got in")
            let numbers = overtaken[visitor.place, default: 0]
            let bound = settings.room.rate * Double(visitor.longestGap) / 1000 + 1 + 2 * settings.room.rate
            #expect(
                Double(numbers) <= bound, "place \(visitor.place), \(visitor.longestGap) ms between polls")
            if numbers > worst.numbers { worst = (numbers, visitor.longestGap) }
        }
        let late = report.visitors.filter { $0.habit == .late }
        #expect(late.allSatisfy { $0.state == .gone }, "a late visitor within the recall window never got in")
        print(
            "overtaken at most by \(worst.numbers) numbers (\(worst.gap) ms between polls),", "end",
            report.end)
    }

    @Test(arguments: 1...2)
    func `a site that is full stays in use and nobody present is left behind`(seed: UInt64) throws {
        let settings = LineSimulationSettings(room: Self.tight, seed: seed)
        var simulation = try LineSimulation(settings)
        let report = try simulation.run()
        expectFair(report, settings)
        print("use", report.use(of: settings.room.capacity))
        #expect(report.use(of: settings.room.capacity) >= 0.94)
    }

    @Test func `ten thousand visitors with stays of two seconds leave the site in use`() throws {
        var settings = LineSimulationSettings(
            room: RoomSettings(mode: .auto, rate: 200, capacity: 500), seed: 9)
        settings.gateways = 2
        settings.visitors = 10_000
        settings.arrivals = 10_000
        settings.stay = 2000
        settings.streams = 1
        var simulation = try LineSimulation(settings)
        let report = try simulation.run()
        expectFair(report, settings)
        print("use", report.use(of: settings.room.capacity))
        #expect(report.use(of: settings.room.capacity) >= 0.94)
    }

    @Test func `a rate is what the site really gets`() throws {
        let settings = LineSimulationSettings(room: Self.slow, seed: 3)
        var simulation = try LineSimulation(settings)
        let report = try simulation.run()
        expectFair(report, settings)
        let admitted = report.admissions.count { $0.time > 5000 && $0.time <= report.lastWaiting }
        let rate = Double(admitted) / Double(report.lastWaiting - 5000) * 1000
        print("rate", rate)
        #expect(rate >= 0.94 * settings.room.rate)
    }

    @Test func `a dead gateway, a pause, a stepping clock and lost beats harm nobody`() throws {
        var settings = LineSimulationSettings(room: Self.tight, seed: 4)
        settings.death = 12_000
        settings.pause = 20_000
        settings.clockStep = 30_000
        settings.lostBeats = 42_000
        var simulation = try LineSimulation(settings)
        let report = try simulation.run()
        expectFair(report, settings)
        print("use", report.use(of: settings.room.capacity))
        #expect(report.use(of: settings.room.capacity) >= 0.9)
    }
}
