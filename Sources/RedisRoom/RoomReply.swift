package import WaitingRoom

/// Turns the answers of the scripts into what `RoomStore` promises; pure, so that tests need no driver.
package enum RoomReply {
    /// What `join` answered.
    package static func join(_ values: [RoomReplyValue]) throws(RoomStoreError) -> JoinReply {
        var reader = try RoomReplyReader(values)
        guard let status = JoinStatus(rawValue: reader.status) else { throw .refused("unknown status") }
        var reply = JoinReply(status: status, roomTime: reader.roomTime)
        reply.first = try reader.number()
        reply.count = try reader.number()
        reply.straightIn = try reader.number()
        reply.expiry = try reader.integer()
        reply.end = try reader.integer()
        while reader.count > 0 { reply.numbers.append(try reader.number()) }
        return reply
    }

    /// What `beat` answered.
    package static func beat(_ values: [RoomReplyValue]) throws(RoomStoreError) -> BeatReply {
        var reader = try RoomReplyReader(values)
        return BeatReply(roomTime: reader.roomTime, serving: try reader.number())
    }

    /// What `advance` answered.
    package static func advance(_ values: [RoomReplyValue]) throws(RoomStoreError) -> AdvanceReply {
        var reader = try RoomReplyReader(values)
        let (snapshot, settings) = try reader.snapshot()
        let endedUpTo = try reader.integer()
        var ended: [Int] = []
        while reader.count > 0 { ended.append(try reader.number()) }
        return AdvanceReply(snapshot: snapshot, settings: settings, ended: ended, endedUpTo: endedUpTo)
    }

    /// What `claim` answered.
    package static func claim(_ values: [RoomReplyValue]) throws(RoomStoreError) -> ClaimReply {
        var reader = try RoomReplyReader(values)
        let others = try reader.number()
        var outcomes: [ClaimOutcome] = []
        outcomes.reserveCapacity(reader.count / 3)
        while reader.count > 0 {
            let kind = try reader.integer()
            let value = try reader.integer()
            let end = try reader.integer()
            switch kind {
            case 0: outcomes.append(.same(expiry: value, end: end))
            case 1: outcomes.append(.used)
            case 2: outcomes.append(.notCalled)
            case 3: outcomes.append(.expired)
            case 4: outcomes.append(.held)
            case 5: outcomes.append(.admitted(expiry: value, end: end))
            case 6: outcomes.append(.full(rank: Int(value)))
            default: throw .refused("unknown outcome")
            }
        }
        return ClaimReply(roomTime: reader.roomTime, others: others, outcomes: outcomes)
    }

    /// What `touch` answered.
    package static func touch(_ values: [RoomReplyValue]) throws(RoomStoreError) -> TouchReply {
        var reader = try RoomReplyReader(values)
        var outcomes: [TouchOutcome] = []
        outcomes.reserveCapacity(reader.count)
        while reader.count > 0 {
            let expiry = try reader.integer()
            outcomes.append(expiry == 0 ? .gone : .renewed(expiry: expiry))
        }
        return TouchReply(roomTime: reader.roomTime, outcomes: outcomes)
    }

    /// What `finish` answered: nothing but that it is done.
    package static func finish(_ values: [RoomReplyValue]) throws(RoomStoreError) {
        _ = try RoomReplyReader(values)
    }

    /// What `set` answered.
    package static func set(_ values: [RoomReplyValue]) throws(RoomStoreError) -> SetOutcome {
        var reader = try RoomReplyReader(values)
        let rev = try reader.number()
        return reader.status == 6 ? .conflict(rev: rev) : .done(rev: rev)
    }

    /// What `restore` answered.
    package static func restore(_ values: [RoomReplyValue]) throws(RoomStoreError) -> RestoreReply {
        var reader = try RoomReplyReader(values)
        let (snapshot, settings) = try reader.snapshot()
        guard let kind = RestoreKind(rawValue: try reader.number()) else { throw .refused("unknown kind") }
        return RestoreReply(kind: kind, snapshot: snapshot, settings: settings)
    }
}
