internal import EventLoop
package import Redis

/// The seats in Redis, over one loop's connection.
package final class RedisSeats: SeatStore {
    private let client: RedisClient
    private var calls: [String: InventoryCalls] = [:]
    private static let scripts = Dictionary(
        uniqueKeysWithValues: InventoryScript.allCases.map { ($0, RedisScript($0.source)) })
    private static let mostTrips = 4096

    /// The seats over a client of the same loop.
    package init(_ client: RedisClient) {
        self.client = client
    }

    /// An attempt takes its seats, or none.
    package func hold(_ claim: SeatClaim, trip: String) async throws(RedisError) -> InventoryReply.Hold {
        guard let answer = InventoryReply.hold(try await evaluate(calls(trip).hold(claim))) else {
            throw .protocolViolation
        }
        return answer
    }

    /// Holds changed in Postgres; those of one trip in one step.
    package func tell(_ changes: [HoldStanding]) async throws(RedisError) {
        var rest = changes[...]
        while let trip = rest.first?.trip {
            _ = try await evaluate(calls(trip).tell(rest.prefix { $0.trip == trip }))
            rest = rest.drop { $0.trip == trip }
        }
    }

    /// A hold stands.
    package func put(_ claim: SeatClaim, _ term: HoldTerm, trip: String) async throws(RedisError) {
        _ = try await evaluate(calls(trip).put(claim, term))
    }

    /// An id holds nothing any more.
    package func release(_ id: [UInt8], trip: String) async throws(RedisError) {
        _ = try await evaluate(calls(trip).release(id))
    }

    /// Takes the right to load a trip.
    package func lock(trip: String, word: [UInt8]) async throws(RedisError) -> Bool {
        let reply = try await client.command(
            "SET", .bytes(calls(trip).keys.lock), .bytes(word), "NX", "PX", 5000)
        return reply != .null
    }

    /// Loads a cold trip.
    package func load(
        trip: String, word: [UInt8], seatCount: Int, _ holds: [(SeatClaim, HoldTerm)]
    ) async throws(RedisError) {
        _ = try await evaluate(calls(trip).load(word: word, seatCount: seatCount, holds))
    }

    /// Makes the bits what the ids say.
    package func rebuild(trip: String) async throws(RedisError) {
        _ = try await evaluate(calls(trip).rebuild())
    }

    /// All ids with their deadlines.
    package func look(
        trip: String
    ) async throws(RedisError) -> [(id: [UInt8], deadline: InventoryReply.Deadline)]? {
        InventoryReply.look(try await evaluate(calls(trip).look()))
    }

    /// The bitmap of each seat, as it is now; nil when the trip is cold.
    package func words(trip: String) async throws(RedisError) -> [UInt32]? {
        guard let bytes = try await client.command("GET", .bytes(calls(trip).keys.seats)).bytes else {
            return nil
        }
        return stride(from: 0, to: bytes.count - 3, by: 4).map { place in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
        }
    }

    /// Ids past their deadline, asked for all trips in one write.
    package func due(
        trips: [String], limit: Int
    ) async throws(RedisError) -> [(trip: String, ids: [[UInt8]])] {
        guard let last = trips.last else { return [] }
        var found: [(trip: String, ids: [[UInt8]])] = []
        for trip in trips.dropLast() {
            send(calls(trip).due(limit: limit)) { result in
                guard case .success(let reply) = result, let ids = InventoryReply.due(reply) else { return }
                if !ids.isEmpty { found.append((trip, ids)) }
            }
        }
        let ids = InventoryReply.due(try await evaluate(calls(last).due(limit: limit))) ?? []
        if !ids.isEmpty { found.append((last, ids)) }
        return found
    }

    /// Forgets a trip that is over.
    package func forget(trip: String) async throws(RedisError) {
        var arguments = RedisArguments()
        arguments.append("UNLINK")
        for key in calls(trip).keys.all { arguments.append(key) }
        _ = try await client.command(arguments)
        calls[trip] = nil
    }

    private func calls(_ trip: String) -> InventoryCalls {
        if let known = calls[trip] { return known }
        if calls.count >= Self.mostTrips { calls.removeAll() }
        let made = InventoryCalls(trip: trip)
        calls[trip] = made
        return made
    }

    private func evaluate(_ call: InventoryCalls.Call) async throws(RedisError) -> RedisReply {
        guard let script = Self.scripts[call.script] else { throw .protocolViolation }
        return try await client.evaluate(script, keys: call.keys.count, Self.arguments(call))
    }

    private func send(_ call: InventoryCalls.Call, completion: @escaping RedisClient.Completion) {
        guard let script = Self.scripts[call.script] else { return }
        client.evaluate(script, keys: call.keys.count, Self.arguments(call), completion: completion)
    }

    private static func arguments(_ call: InventoryCalls.Call) -> RedisArguments {
        var arguments = RedisArguments(capacity: 512)
        for key in call.keys { arguments.append(key) }
        for argument in call.arguments { arguments.append(argument) }
        return arguments
    }
}
