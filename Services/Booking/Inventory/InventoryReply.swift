internal import Redis

/// What the scripts answer.
package enum InventoryReply {
    /// What became of an attempt.
    package enum Hold: Sendable, Equatable {
        /// The trip is not in Redis: load it and ask again.
        case cold
        /// The attempt has its seats, for ten seconds.
        case granted
        /// The client's key stands for this id already.
        case again(id: [UInt8])
        /// Somebody has these seats.
        case taken(seats: [Int])
    }

    /// What Redis says about the deadline of an id.
    package enum Deadline: Int, Sendable, Equatable {
        /// It has passed.
        case passed = 0
        /// It is to come.
        case ahead = 1
        /// There is none: sold.
        case none = 2
    }

    static func hold(_ reply: RedisReply) -> Hold? {
        guard let elements = reply.elements, let kind = elements.first?.integerValue else { return nil }
        let rest = elements.dropFirst()
        switch kind {
        case 0: return .cold
        case 1: return .granted
        case 2: return rest.first?.bytes.map { .again(id: $0) }
        case 3: return .taken(seats: rest.compactMap { $0.integerValue.map { Int($0) } })
        default: return nil
        }
    }

    /// Whether a script found the trip in Redis; nil for an answer that is none.
    static func isWarm(_ reply: RedisReply) -> Bool? {
        (reply.elements?.first?.integerValue).map { $0 != 0 }
    }

    /// The ids of `due`; nil when the trip is cold.
    static func due(_ reply: RedisReply) -> [[UInt8]]? {
        guard let elements = reply.elements, elements.first?.integerValue == 1 else { return nil }
        return elements.dropFirst().compactMap(\.bytes)
    }

    /// The ids of `look` with their deadlines; nil when the trip is cold.
    static func look(_ reply: RedisReply) -> [(id: [UInt8], deadline: Deadline)]? {
        guard let elements = reply.elements, elements.first?.integerValue == 1 else { return nil }
        return stride(from: 1, to: elements.count - 1, by: 2).compactMap { place in
            guard let id = elements[place].bytes, let number = elements[place + 1].integerValue,
                let deadline = Deadline(rawValue: Int(number))
            else { return nil }
            return (id, deadline)
        }
    }
}
