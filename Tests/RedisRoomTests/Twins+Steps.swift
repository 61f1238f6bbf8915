import TestKit
import WaitingRoom

extension Twins {
    /// Runs a random history of this many steps.
    mutating func run(steps: Int) throws {
        for _ in 0..<steps {
            step += 1
            passTime()
            switch Int.random(in: 0..<100, using: &random) {
            case ..<18: try join()
            case ..<36: try beat()
            case ..<62: try advance()
            case ..<84: try claim()
            case ..<90: try touch()
            case ..<96: try finish()
            case ..<99: try set()
            default: try random.chance(0.2) ? loseEnd() : lose()
            }
            if step.isMultiple(of: 100) { try expectSameState() }
        }
        try expectSameState()
    }

    /// Mostly a few milliseconds, sometimes a gap, seldom a step of the clock either way.
    private mutating func passTime() {
        switch Int.random(in: 0..<1000, using: &random) {
        case ..<300: break
        case ..<900: clock += Int64.random(in: 1...400, using: &random)
        case ..<985: clock += Int64.random(in: 400...2600, using: &random)
        case ..<994: clock += Int64.random(in: 2000...9000, using: &random)
        case ..<997: clock += 600_000
        default: clock -= 600_000
        }
    }

    private mutating func join() throws {
        let count = random.chance(0.03) ? 512 : Int.random(in: 0...12, using: &random)
        let straight = random.chance(0.6)
        var batch = JoinBatch(newcomers: count, mayGoStraightIn: straight)
        if withAccounts {
            let accounts = (0..<count).map { _ in
                AccountKey(UInt64.random(in: 0...4000, using: &random) &* 0x9E37_79B9)
            }
            batch = JoinBatch(accounts: accounts, mayGoStraightIn: straight)
        }
        let time = clock
        let caller = live.caller
        let reply = try both("join", { try $0.join(batch) }, { try $0.join(batch, by: caller, at: time) })
        if let reply {
            seen["join \(reply.status)", default: 0] += 1
            if reply.straightIn > 0 { seen["straight in", default: 0] += 1 }
        }
    }

    private mutating func beat() throws {
        let line = model
        var places: [Int] = []
        let edge = snapshot.serving + 60
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            places.append(Int.random(in: max(1, snapshot.serving - 20)...max(edge, 1), using: &random))
        }
        if random.chance(0.2) {
            let far = snapshot.serving + Int.random(in: 0...3000, using: &random)
            places += (far..<(far + 200)).filter { $0 > 0 }
        }
        if random.chance(0.3) { places += line?.door.places.prefix(100) ?? [] }
        let (batch, time, caller) = (Array(places.prefix(512)), clock, live.caller)
        _ = try both("beat", { try $0.beat(batch) }, { try $0.beat(batch, by: caller, at: time) })
    }

    private mutating func advance() throws {
        var report = AdvanceReport(gateway: ["a", "b", "c"].randomElement(using: &random) ?? "a")
        if random.chance(0.1) { report.factor = Double.random(in: 0.3...1, using: &random) }
        report.endedSince = snapshot.roomTime
        let (said, time, caller) = (report, clock, live.caller)
        let reply = try both(
            "advance", { try $0.advance(said) }, { try $0.advance(said, by: caller, at: time) })
        if let reply {
            note(reply)
            learn(reply.snapshot, reply.settings)
        }
    }

    /// Notes what an advance did, before it is learnt.
    mutating func note(_ reply: AdvanceReply) {
        if !reply.ended.isEmpty { seen["told of ends", default: 0] += 1 }
        if reply.snapshot.passed > snapshot.passed { seen["passed over", default: 0] += 1 }
        if reply.snapshot.within > snapshot.within { seen["asked farther ahead", default: 0] += 1 }
        if reply.snapshot.within < snapshot.within { seen["asked nearer", default: 0] += 1 }
        if reply.snapshot.floor > snapshot.floor { seen["floor rose", default: 0] += 1 }
        if let line = model, line.low >= 2, line.judged > line.serving { seen["outage", default: 0] += 1 }
    }

    private mutating func claim() throws {
        guard let line = model else { return }
        var places: [Int] = []
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let from = max(1, random.chance(0.2) ? line.floor - 5 : line.serving - 60)
            places.append(Int.random(in: from...(line.serving + 5), using: &random))
        }
        if random.chance(0.5) { places += line.called.all.keys.sorted().prefix(30) }
        if random.chance(0.5) { places += line.door.places.prefix(30) }
        if random.chance(0.02) { places.append(line.issued + 5_000_000_000) }
        if random.chance(0.02) { places.insert(places.last ?? 7, at: 0) }
        if !random.chance(0.01) { places.sort() }
        let (batch, time, caller) = (
            Array(places.prefix(random.chance(0.01) ? 257 : 256)), clock, live.caller
        )
        let reply = try both("claim", { try $0.claim(batch) }, { try $0.claim(batch, by: caller, at: time) })
        if let reply, reply.others > 0 { seen["let in unasked", default: 0] += 1 }
        for outcome in reply?.outcomes ?? [] {
            seen[String("\(outcome)".prefix { $0 != "(" }), default: 0] += 1
        }
    }

    private mutating func touch() throws {
        let sessions = model?.active.all.keys.sorted() ?? []
        let touches = (0..<Int.random(in: 0...20, using: &random)).map { _ in
            SessionTouch(
                place: random.chance(0.8)
                    ? sessions.randomElement(using: &random) ?? Int.random(in: 1...50, using: &random)
                    : Int.random(in: 0...(model?.issued ?? 0) + 3, using: &random),
                end: clock + Int64.random(in: 1...30_000, using: &random))
        }
        let (time, caller) = (clock, live.caller)
        let reply = try both(
            "touch", { try $0.touch(touches) }, { try $0.touch(touches, by: caller, at: time) })
        for (touch, outcome) in zip(touches, reply?.outcomes ?? []) {
            guard case .renewed(let expiry) = outcome else { continue }
            if !sessions.contains(touch.place) { seen["came back", default: 0] += 1 }
            guard expiry == model?.ends[touch.place] else { continue }
            seen["in to the end", default: 0] += 1
        }
    }

    private mutating func finish() throws {
        guard let line = model else { return }
        let sessions = line.active.all.keys.sorted()
        let ends = (0..<Int.random(in: 0...6, using: &random)).map { _ in
            let anywhere = Int.random(in: 0...(line.serving + 200), using: &random)
            return SessionEnd(
                place: random.chance(0.7) ? sessions.randomElement(using: &random) ?? anywhere : anywhere,
                leaves: random.chance(0.3))
        }
        let name = random.chance(0.2) ? "op" : nil
        let (time, caller) = (clock, live.caller)
        _ = try both(
            "finish",
            {
                try $0.finish(ends, by: name)
                return true
            },
            {
                try $0.finish(ends, by: name, caller: caller, at: time)
                return true
            })
    }
}
