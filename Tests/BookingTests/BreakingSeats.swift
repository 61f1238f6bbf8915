import Booking
import Redis

/// Seats in Redis whose process may die or lose its connection at one call.
final class BreakingSeats: SeatStore {
    private let real: RedisSeats
    private let fuse: Fuse

    init(_ real: RedisSeats, _ fuse: Fuse) {
        self.real = real
        self.fuse = fuse
    }

    private func call<Value>(
        _ name: String, _ body: () async throws(RedisError) -> Value
    ) async throws(RedisError) -> Value {
        let next = fuse.next(name)
        guard next.isSent else { throw .connectionLost }
        let value = try await body()
        guard next.isAnswered else { throw .connectionLost }
        return value
    }

    func hold(_ claim: SeatClaim, trip: String) async throws(RedisError) -> InventoryReply.Hold {
        try await call("hold") { () throws(RedisError) in try await real.hold(claim, trip: trip) }
    }
    func tell(_ changes: [HoldStanding]) async throws(RedisError) {
        try await call("tell") { () throws(RedisError) in try await real.tell(changes) }
    }
    func put(_ claim: SeatClaim, _ term: HoldTerm, trip: String) async throws(RedisError) {
        try await call("put") { () throws(RedisError) in try await real.put(claim, term, trip: trip) }
    }
    func release(_ id: [UInt8], trip: String) async throws(RedisError) {
        try await call("release") { () throws(RedisError) in try await real.release(id, trip: trip) }
    }
    func lock(trip: String, word: [UInt8]) async throws(RedisError) -> Bool {
        try await call("lock") { () throws(RedisError) in try await real.lock(trip: trip, word: word) }
    }
    func load(
        trip: String, word: [UInt8], seatCount: Int, _ holds: [(SeatClaim, HoldTerm)]
    ) async throws(RedisError) {
        try await call("load") { () throws(RedisError) in
            try await real.load(trip: trip, word: word, seatCount: seatCount, holds)
        }
    }
    func rebuild(trip: String) async throws(RedisError) {
        try await call("rebuild") { () throws(RedisError) in try await real.rebuild(trip: trip) }
    }
    func look(
        trip: String
    ) async throws(RedisError) -> [(id: [UInt8], deadline: InventoryReply.Deadline)]? {
        try await call("look") { () throws(RedisError) in try await real.look(trip: trip) }
    }
    func due(trips: [String], limit: Int) async throws(RedisError) -> [(trip: String, ids: [[UInt8]])] {
        try await call("due ids") { () throws(RedisError) in
            try await real.due(trips: trips, limit: limit)
        }
    }
    func forget(trip: String) async throws(RedisError) { try await real.forget(trip: trip) }
}
