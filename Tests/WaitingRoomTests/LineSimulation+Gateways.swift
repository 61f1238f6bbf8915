import TestKit
import WaitingRoom

extension LineSimulation {
    /// A gateway's tick: advance when it is time, then everything that was gathered, in batches.
    mutating func work(_ index: Int) throws {
        if now >= gateways[index].nextAdvance { try advance(index) }
        if !gateways[index].joining.isEmpty { try join(index) }
        if !gateways[index].beating.isEmpty { try beat(index) }
        try claim(index)
        let touches = gateways[index].touching
        let ends = gateways[index].finishing
        gateways[index].touching = []
        gateways[index].finishing = []
        if !touches.isEmpty { _ = try call { try $0.touch(Array(touches.prefix(256)), by: $1, at: $2) } }
        if !ends.isEmpty { try call { try $0.finish(Array(ends.prefix(256)), by: nil, caller: $1, at: $2) } }
    }

    private mutating func advance(_ index: Int) throws {
        let before = line.serving
        let name = AdvanceReport(gateway: "g\(index)", endedSince: gateways[index].endedUpTo)
        let reply = try call { try $0.advance(name, by: $1, at: $2) }
        gateways[index].snapshot = reply.snapshot
        gateways[index].endedUpTo = reply.endedUpTo
        gateways[index].nextAdvance = now + Int64.random(in: 200...300, using: &random)
        if reply.snapshot.serving > before {
            for place in (before + 1)...reply.snapshot.serving { report.calledAt[place] = now }
        }
    }

    private mutating func join(_ index: Int) throws {
        let newcomers = gateways[index].joining
        gateways[index].joining = []
        let batch = JoinBatch(newcomers: newcomers.count, mayGoStraightIn: true)
        let reply = try call { try $0.join(batch, by: $1, at: $2) }
        note(Array(reply.first..<(reply.first + reply.straightIn)))
        for (offset, visitor) in newcomers.enumerated() {
            let place = reply.first + offset
            if !report.issued.insert(place).inserted { report.issuedTwice += 1 }
            visitors[visitor].place = place
            visitorOf[place] = visitor
            if offset < reply.straightIn {
                report.calledAt[place] = now
                enter(visitor)
                continue
            }
            visitors[visitor].state = .waiting
            if visitors[visitor].habit == .absent { continue }
            if visitors[visitor].habit == .late {
                visitors[visitor].awayUntil = now + Int64.random(in: 5000...60_000, using: &random)
            }
            wake(visitor, at: now + Int64.random(in: 200...2000, using: &random))
        }
    }

    /// Notes those whom one call let in, ascending, and whom it left at the door behind them.
    private mutating func note(_ entered: [Int]) {
        for place in entered { report.admissions.append((time: now, place: place)) }
        report.overtakenAtDoor += entered.last.map { line.door.count(below: $0) } ?? 0
    }

    private mutating func beat(_ index: Int) throws {
        let places = gateways[index].beating
        gateways[index].beating = []
        _ = try call { try $0.beat(Array(places.prefix(512)), by: $1, at: $2) }
    }

    /// Claims of this tick; each 100 ms also for those at the door whose event stream the gateway holds.
    private mutating func claim(_ index: Int) throws {
        var claiming = gateways[index].claiming
        gateways[index].claiming = []
        if now % 100 == 0 { claiming += gateways[index].streams.filter { visitors[$0].state == .atDoor } }
        if claiming.isEmpty { return }
        claiming.sort { visitors[$0].place < visitors[$1].place }
        for visitor in claiming.dropFirst(256) { wake(visitor, at: now + 10) }
        claiming = Array(claiming.prefix(256))
        let places = claiming.map { visitors[$0].place }
        let before = line.active
        let reply = try call { try $0.claim(places, by: $1, at: $2) }
        note(line.active.all.keys.filter { before[$0] == nil }.sorted())
        for (visitor, outcome) in zip(claiming, reply.outcomes) { settle(visitor, outcome) }
    }
}
