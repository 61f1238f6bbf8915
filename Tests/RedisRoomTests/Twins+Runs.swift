import Testing
import TestKit
import WaitingRoom

extension Twins {
    /// Issues 150,000 places of which few beat and some were given up, with two gaps, and lets the line pass
    /// them.
    mutating func passRuns() throws {
        let gaps = [20_003...31_111, 60_000...60_001]
        model?.gaps = gaps
        let said = gaps.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
        try live.client.command("HSET", live.key("state"), "gaps", said)
        for _ in 0..<300 { try joinMany() }
        for step in 1...400 {
            self.step = step
            clock += Int64.random(in: 60...600, using: &random)
            if step % 4 == 0 { try beatFarAndWide() }
            if step % 5 == 0 { try leave() }
            if step == 200 { try setRate(0.3) }
            if step == 240 { try setRate(20) }
            try callNext()
            if step.isMultiple(of: 50) { try expectSameState() }
        }
    }

    private mutating func joinMany() throws {
        let (batch, time, caller) = (JoinBatch(newcomers: 512, mayGoStraightIn: false), clock, live.caller)
        _ = try both("join", { try $0.join(batch) }, { try $0.join(batch, by: caller, at: time) })
    }

    /// Beats in clumps, so that whole bytes stay empty between them.
    private mutating func beatFarAndWide() throws {
        var places: [Int] = []
        for _ in 0..<16 {
            let far = random.chance(0.5) ? 2000 : 60_000
            let first = snapshot.serving + Int.random(in: 1...far, using: &random)
            places += first..<(first + Int.random(in: 1...20, using: &random))
        }
        let (batch, time, caller) = (places, clock, live.caller)
        _ = try both("beat", { try $0.beat(batch) }, { try $0.beat(batch, by: caller, at: time) })
    }

    private mutating func setRate(_ rate: Double) throws {
        var change = RoomChange()
        change.rate = rate
        let (said, rev, time, caller) = (change, model?.rev ?? 0, clock, live.caller)
        _ = try both(
            "set", { try $0.set(said, expecting: rev, by: "op") },
            { try $0.set(said, expecting: rev, by: "op", caller: caller, at: time) })
    }

    private mutating func leave() throws {
        let ends = (0..<40).map { _ in
            let place = snapshot.serving + Int.random(in: 1...9000, using: &random)
            return SessionEnd(place: place, leaves: true)
        }
        let (time, caller) = (clock, live.caller)
        _ = try both(
            "finish",
            {
                try $0.finish(ends)
                return true
            },
            {
                try $0.finish(ends, by: nil, caller: caller, at: time)
                return true
            })
    }

    private mutating func callNext() throws {
        let (report, time, caller) = (AdvanceReport(gateway: "a"), clock, live.caller)
        let reply = try both(
            "advance", { try $0.advance(report) }, { try $0.advance(report, by: caller, at: time) })
        if let reply {
            note(reply)
            learn(reply.snapshot, reply.settings)
        }
    }
}
