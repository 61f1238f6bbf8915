extension Line {
    /// claim: the door.
    ///
    /// A session and a token are taken together, lowest number first (LINE.md 2.1, 2.3).
    package mutating func claim(
        _ places: [Int], by caller: LineCaller, at time: Int64
    ) throws(RoomStoreError) -> ClaimReply {
        guard places.count <= LineLimits.claims else { throw .refused("ERR more than 256 claims") }
        guard zip(places, places.dropFirst()).allSatisfy(<=) else { throw .refused("ERR claims must ascend") }
        try begin(caller, at: time)
        var outcomes: [ClaimOutcome] = []
        outcomes.reserveCapacity(places.count)
        for (index, place) in places.enumerated() {
            if index > 0, places[index - 1] == place {
                outcomes.append(repeated(outcomes[index - 1]))
            } else {
                outcomes.append(claim(place))
            }
        }
        door.keepSmallest(LineLimits.door)
        return ClaimReply(roomTime: last, outcomes: outcomes)
    }

    /// What a second claim of the same place in one batch gets.
    private func repeated(_ outcome: ClaimOutcome) -> ClaimOutcome {
        if case .admitted(let expiry, let end) = outcome { .same(expiry: expiry, end: end) } else { outcome }
    }

    private mutating func claim(_ place: Int) -> ClaimOutcome {
        if let expiry = active[place], expiry > last {
            return .same(expiry: expiry, end: absoluteEnd(of: place))
        }
        if place <= issued, claimed.contains(place) { return .used }
        if place > serving { return .notCalled }
        if place <= floor, called[place] == nil { return .expired }
        if stands { return .held }
        return ask(place)
    }

    /// In when fewer are before this place at the door than there are free sessions and whole tokens.
    private mutating func ask(_ place: Int) -> ClaimOutcome {
        if called[place] != nil, !door.contains(place) { came += 1 }
        let ahead = door.count(below: place)
        guard ahead < min(freeSessions, Int(tokens.rounded(.down))) else {
            door.insert(place)
            called[place] = lineTime + LineLimits.atDoorFor
            return .full(rank: ahead)
        }
        let (expiry, end) = open(place)
        called[place] = nil
        door.remove(place)
        tokens -= 1
        entered += 1
        return .admitted(expiry: expiry, end: end)
    }
}
