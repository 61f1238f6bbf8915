import TestKit
import WaitingRoom

extension LineSimulation {
    /// A visitor does what it woke up for.
    mutating func act(_ index: Int) {
        if !gateways[visitors[index].gateway].isAlive {
            visitors[index].gateway = Int.random(in: 1..<settings.gateways, using: &random)
            if visitors[index].state == .atDoor { visitors[index].state = .waiting }
            if visitors[index].state != .inside {
                wake(index, at: now + Int64.random(in: 500...2000, using: &random))
                return
            }
        }
        let visitor = visitors[index]
        switch visitor.state {
        case .arriving: gateways[visitor.gateway].joining.append(index)
        case .waiting, .atDoor: poll(index)
        case .inside:
            gateways[visitor.gateway].finishing.append(SessionEnd(place: visitor.place))
            visitors[index].state = .gone
        case .gone, .expired: break
        }
    }

    /// A poll of the page: a beat near the front, a claim once it is called (LINE.md 2.4).
    private mutating func poll(_ index: Int) {
        let visitor = visitors[index]
        let snapshot = gateways[visitor.gateway].snapshot
        if visitor.awayUntil > now {
            wake(index, at: visitor.awayUntil)
            return
        }
        if visitor.place <= snapshot.serving {
            gateways[visitor.gateway].claiming.append(index)
            return
        }
        if visitor.place <= snapshot.serving + snapshot.within, !beatsAreLost {
            gateways[visitor.gateway].beating.append(visitor.place)
        }
        wake(index, at: now + pause(ahead: visitor.place - snapshot.serving, snapshot))
    }

    var beatsAreLost: Bool {
        guard let start = settings.lostBeats else { return false }
        return now >= start && now < start + 30_000
    }

    /// How long the page waits before its next poll, in milliseconds; some pages are slow.
    mutating func pause(ahead: Int, _ snapshot: RoomSnapshot) -> Int64 {
        let wait = Double(ahead) / max(1, snapshot.rate)
        var seconds = min(20, max(1, wait / 4))
        if ahead <= 200 { seconds = min(seconds, 4) }
        if wait <= 4 { seconds = 1 }
        let inside = ahead <= snapshot.within
        if inside { seconds = min(seconds, Double(settings.room.heartbeatEvery.lineMilliseconds) / 1000) }
        let slow = random.chance(settings.slowPolls) ? Int64.random(in: 0...3000, using: &random) : 0
        return Int64(seconds * Double.random(in: 900...1100, using: &random)) + slow
    }

    /// What a claim got.
    mutating func settle(_ index: Int, _ outcome: ClaimOutcome) {
        let gap = now - max(visitors[index].lastPoll, report.calledAt[visitors[index].place] ?? now)
        visitors[index].longestGap = max(visitors[index].longestGap, gap)
        visitors[index].lastPoll = now
        switch outcome {
        // Who stood at the door may have been let in by somebody else's claim.
        case .admitted, .same: enter(index)
        case .full: standAtDoor(index)
        case .held, .notCalled:
            visitors[index].state = .waiting
            wake(index, at: now + pause(ahead: 1, gateways[visitors[index].gateway].snapshot))
        case .expired: visitors[index].state = .expired
        case .used: visitors[index].state = .gone
        }
    }

    private mutating func standAtDoor(_ index: Int) {
        let visitor = visitors[index]
        visitors[index].state = .atDoor
        if visitor.hasStream {
            gateways[visitor.gateway].streams.insert(index)
        } else {
            wake(index, at: now + pause(ahead: 1, gateways[visitor.gateway].snapshot))
        }
    }

    mutating func enter(_ index: Int) {
        let visitor = visitors[index]
        visitors[index].state = .inside
        gateways[visitor.gateway].streams.remove(index)
        if visitor.habit == .neverUses {
            visitors[index].state = .gone
            return
        }
        let end = line.roomTime + settings.room.sessionMax.lineMilliseconds
        gateways[visitor.gateway].touching.append(SessionTouch(place: visitor.place, end: end))
        wake(index, at: now + Int64.random(in: (settings.stay / 2)...(settings.stay * 3 / 2), using: &random))
    }
}
