import TestKit
import Testing
import WaitingRoom

/// Gateways and visitors against the pure line, on a clock of their own, in ticks of 10 ms.
struct LineSimulation {
    let settings: LineSimulationSettings
    var random: SeededRandom
    var line: Line
    let caller: LineCaller
    /// Milliseconds since the start, as visitors and gateways see them.
    var now: Int64 = 0
    /// How far the store's clock is off.
    var clockError: Int64 = 1_700_000_000_000
    var gateways: [SimulatedGateway]
    var visitors: [SimulatedVisitor] = []
    /// Who does something at which tick.
    var agenda: [Int64: [Int]] = [:]
    var visitorOf: [Int: Int] = [:]
    var report = LineSimulationReport()

    init(_ settings: LineSimulationSettings) throws {
        self.settings = settings
        random = SeededRandom(seed: settings.seed)
        gateways = Array(repeating: SimulatedGateway(), count: settings.gateways)
        var made: Line?
        let reply = Line.restore(&made, RoomFacts(settings: settings.room), run: "run", at: clockError)
        line = try #require(made)
        caller = LineCaller(run: "run", gen: reply.snapshot.gen)
        for index in 0..<settings.visitors { addVisitor(index) }
    }

    private mutating func addVisitor(_ index: Int) {
        let draw = Double.random(in: 0..<1, using: &random)
        let habit: SimulatedVisitor.Habit =
            switch draw {
            case ..<settings.absent: .absent
            case ..<(settings.absent + settings.late): .late
            case ..<(settings.absent + settings.late + settings.unused): .neverUses
            default: .present
            }
        visitors.append(
            SimulatedVisitor(
                habit: habit, gateway: Int.random(in: 0..<settings.gateways, using: &random),
                hasStream: random.chance(settings.streams)))
        wake(index, at: Int64.random(in: 0..<settings.arrivals, using: &random))
    }

    /// The store's clock.
    var time: Int64 { now + clockError }

    /// Calls a script of the line.
    mutating func call<Reply>(_ script: (inout Line, LineCaller, Int64) throws -> Reply) rethrows -> Reply {
        let (caller, time) = (caller, time)
        return try script(&line, caller, time)
    }

    mutating func wake(_ visitor: Int, at moment: Int64) {
        agenda[max(moment, now + 10) / 10, default: []].append(visitor)
    }

    /// Runs until nobody is left who will come, at most ten minutes.
    mutating func run() throws -> LineSimulationReport {
        while now < 600_000 {
            try playEvents()
            for visitor in agenda.removeValue(forKey: now / 10) ?? [] { act(visitor) }
            for index in gateways.indices where gateways[index].isAlive { try work(index) }
            observe()
            if now % 1000 == 0, isOver { break }
            now += 10
        }
        report.end = now
        report.visitors = visitors
        return report
    }

    private var isOver: Bool {
        now > settings.arrivals
            && visitors.allSatisfy { $0.habit == .absent || $0.state == .gone || $0.state == .expired }
    }

    private mutating func playEvents() throws {
        if now == settings.death {
            // Its newcomers of this tick got numbers that nobody will ever hold.
            _ = try call { try $0.join(JoinBatch(newcomers: 20, mayGoStraightIn: false), by: $1, at: $2) }
            gateways[0].isAlive = false
            for visitor in gateways[0].streams.sorted() { wake(visitor, at: now + 500) }
        }
        if let pause = settings.pause {
            if now == pause { try change(.paused) }
            if now == pause + 5000 { try change(settings.room.mode) }
        }
        if let step = settings.clockStep {
            if now == step { clockError += 600_000 }
            if now == step + 10_000 { clockError -= 600_000 }
        }
    }

    private mutating func change(_ mode: RoomMode) throws {
        var change = RoomChange()
        change.mode = mode
        let (said, rev) = (change, line.rev)
        _ = try call { try $0.set(said, expecting: rev, by: "op", caller: $1, at: $2) }
    }

    /// What must hold at every instant, and how much of the site is in use while people wait.
    private mutating func observe() {
        let active = line.active.count(after: line.roomTime)
        report.mostActive = max(report.mostActive, active)
        let waiting = line.serving < line.issued || line.door.count > 0
        if waiting, !line.stands, now > 5000 {
            report.waitingTicks += 1
            report.activeWhileWaiting += active
            report.lastWaiting = now
        }
    }
}
