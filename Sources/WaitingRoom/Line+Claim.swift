extension Line {
    /// claim: the door.
    ///
    /// Whoever asks stands at it; then the lowest there enter, as many as there are free sessions and whole
    /// tokens, whether they asked in this call or in one before (LINE.md 2.1, 2.3).
    package mutating func claim(
        _ places: [Int], by caller: LineCaller, at time: Int64
    ) throws(RoomStoreError) -> ClaimReply {
        guard places.count <= LineLimits.claims else { throw .refused("ERR more than 256 claims") }
        guard zip(places, places.dropFirst()).allSatisfy(<=) else { throw .refused("ERR claims must ascend") }
        try begin(caller, at: time)
        var outcomes: [Int: ClaimOutcome] = [:]
        var asking: [Int] = []
        for place in places where outcomes[place] == nil && asking.last != place {
            if let outcome = settled(place) { outcomes[place] = outcome } else { asking.append(place) }
        }
        asking.forEach { standAtDoor($0) }
        let entering = openDoor(upTo: asking.last ?? 0)
        outcomes.merge(entering) { $1 }
        for place in asking where entering[place] == nil {
            outcomes[place] = .full(rank: door.count(below: place))
        }
        door.keepSmallest(LineLimits.door)
        return ClaimReply(
            roomTime: last, others: Set(entering.keys).subtracting(asking).count,
            outcomes: places.enumerated().map { index, place in
                let outcome = outcomes[place] ?? .held
                return index > 0 && places[index - 1] == place ? Self.repeated(outcome) : outcome
            })
    }

    /// What a second claim of the same place in one batch gets.
    private static func repeated(_ outcome: ClaimOutcome) -> ClaimOutcome {
        if case .admitted(let expiry, let end) = outcome { .same(expiry: expiry, end: end) } else { outcome }
    }

    /// What a place gets that does not ask at the door; nil for one that does.
    private mutating func settled(_ place: Int) -> ClaimOutcome? {
        if let expiry = active[place], expiry > last {
            return .same(expiry: expiry, end: absoluteEnd(of: place))
        }
        if place <= issued, claimed.contains(place) { return .used }
        if place > serving { return .notCalled }
        if place <= floor, called[place] == nil { return .expired }
        return stands ? .held : nil
    }

    private mutating func standAtDoor(_ place: Int) {
        if called[place] != nil, !door.contains(place) { came += 1 }
        door.insert(place)
        called[place] = lineTime + LineLimits.atDoorFor
    }

    /// Lets the lowest at the door in, none above `place`, and says what each got.
    private mutating func openDoor(upTo place: Int) -> [Int: ClaimOutcome] {
        let room = max(0, min(freeSessions, Int(tokens.rounded(.down)), LineLimits.entries))
        var outcomes: [Int: ClaimOutcome] = [:]
        for place in door.places.prefix(min(room, door.count(below: place + 1))) {
            let (expiry, end) = open(place)
            outcomes[place] = .admitted(expiry: expiry, end: end)
            called[place] = nil
            door.remove(place)
        }
        tokens -= Double(outcomes.count)
        entered += outcomes.count
        return outcomes
    }
}
