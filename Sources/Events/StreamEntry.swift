internal import Redis

/// One entry of a stream: its id, and the number of the row that it brings.
struct StreamEntry: Equatable {
    let id: String
    /// Nil for an entry that is not ours; it is acknowledged and forgotten.
    let row: Int64?

    /// The entries in an answer of XREADGROUP for one stream; none when the wait ended without one.
    static func ofStreams(_ reply: RedisReply) -> [StreamEntry] {
        guard let stream = reply.elements?.first?.elements, stream.count == 2 else { return [] }
        return list(stream[1])
    }

    /// The entries of a list; those that were deleted since they were given out come without content.
    static func list(_ reply: RedisReply) -> [StreamEntry] {
        (reply.elements ?? []).compactMap { element in
            guard let parts = element.elements, let id = parts.first?.text else { return nil }
            let content = parts.count > 1 ? fields(parts[1]) : [:]
            return StreamEntry(id: id, row: content["row"]?.text.flatMap { Int64($0) })
        }
    }

    /// A flat array of names and values.
    static func fields(_ reply: RedisReply) -> [String: RedisReply] {
        let elements = reply.elements ?? []
        var fields: [String: RedisReply] = [:]
        for index in stride(from: 0, to: elements.count - 1, by: 2) {
            if let name = elements[index].text { fields[name] = elements[index + 1] }
        }
        return fields
    }
}
