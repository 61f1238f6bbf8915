import TestKit
import WaitingRoom

extension Twins {
    /// An operator changes one thing or more, sometimes from an old revision.
    mutating func set() throws {
        guard let line = model else { return }
        var change = RoomChange()
        let modes: [RoomMode] = [
            .auto, .auto, .always, .always, .paused, .closed, .soldout, .passthrough, .scheduled,
        ]
        if random.chance(0.6) { change.mode = modes.randomElement(using: &random) }
        if random.chance(0.3) { change.rate = Double.random(in: 0.5...60, using: &random) }
        if random.chance(0.3) { change.capacity = Int.random(in: 1...80, using: &random) }
        if random.chance(0.1) { change.lostAfter = .seconds(Int.random(in: 3...8, using: &random)) }
        if random.chance(0.1) { change.recall = .seconds(Int.random(in: 3...20, using: &random)) }
        if random.chance(0.1) { change.sessionMax = .seconds(Int.random(in: 2...20, using: &random)) }
        if random.chance(0.1) { change.warmUp = .seconds(Int.random(in: 0...30, using: &random)) }
        if random.chance(0.1) { change.message = "ঈদ মোবারক \(step)" }
        let (said, time, caller) = (change, clock, live.caller)
        let rev = random.chance(0.1) ? line.rev - 1 : line.rev
        let outcome = try both(
            "set", { try $0.set(said, expecting: rev, by: "op") },
            { try $0.set(said, expecting: rev, by: "op", caller: caller, at: time) })
        if case .conflict? = outcome { seen["conflict", default: 0] += 1 }
    }

    /// A gateway restores: it starts, it comes late, or the store came back under another run id.
    mutating func lose() throws {
        guard let line = model else { return }
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1:
            facts.gen = random.chance(0.5) ? 0 : line.gen
        case 2, 3:
            facts.gen = line.gen - 1
            facts.issued = line.issued + Int.random(in: 0...5, using: &random)
            facts.alive = line.roomTime - Int64.random(in: 0...40_000, using: &random)
        default:
            live.caller.run = "run-\(step)"
            facts.roomTime = line.roomTime + Int64.random(in: -2000...90_000, using: &random)
            facts.lineTime = line.lineTime + Int64.random(in: -2000...100, using: &random)
            facts.alive = line.roomTime + Int64.random(in: -60_000...2000, using: &random)
            facts.issued = line.issued + Int.random(in: -5...5, using: &random)
            facts.rev = line.rev + Int.random(in: -1...1, using: &random)
            facts.epoch = random.chance(0.1) ? line.epoch + 1 : line.epoch
            clock += Int64.random(in: -700_000...700_000, using: &random)
            try callMoved()
        }
        facts.serving = min(facts.serving, facts.issued)
        try restore()
        // Hold-off is a minute of room time, which passes 5 s a script at most.
        if random.chance(0.8) { try waitOutHold() }
    }

    /// The end of a session is not there: it began before ends were kept.
    mutating func loseEnd() throws {
        guard let place = model?.ends.all.keys.sorted().randomElement(using: &random) else { return }
        model?.ends[place] = nil
        try live.client.command("HDEL", live.key("ends"), "\(place)")
        seen["lost an end", default: 0] += 1
    }

    /// Before the restore every script answers that the line has moved.
    private mutating func callMoved() throws {
        let (time, caller) = (clock, live.caller)
        _ = try both("moved", { try $0.beat([1]) }, { try $0.beat([1], by: caller, at: time) })
    }

    private mutating func waitOutHold() throws {
        for _ in 0..<40 where model?.isHeld == true {
            clock += 4000
            let (time, caller) = (clock, live.caller)
            let report = AdvanceReport(gateway: "a")
            _ = try both(
                "advance", { try $0.advance(report) }, { try $0.advance(report, by: caller, at: time) })
        }
    }
}
