package import Redis

/// The fast refusal: what Redis is asked and told about a trip's seats, only through the scripts.
package protocol SeatStore: AnyObject {
    /// An attempt takes its seats, or none.
    func hold(_ claim: SeatClaim, trip: String) async throws(RedisError) -> InventoryReply.Hold
    /// Holds changed in Postgres: each one that stands is put, each other one released, in this order.
    func tell(_ changes: [HoldStanding]) async throws(RedisError)
    /// A hold stands.
    func put(_ claim: SeatClaim, _ term: HoldTerm, trip: String) async throws(RedisError)
    /// An id holds nothing any more.
    func release(_ id: [UInt8], trip: String) async throws(RedisError)
    /// Takes the right to load a trip, for five seconds; false when another has it.
    func lock(trip: String, word: [UInt8]) async throws(RedisError) -> Bool
    /// Loads a cold trip, if the right to is still one's own.
    func load(
        trip: String, word: [UInt8], seatCount: Int, _ holds: [(SeatClaim, HoldTerm)]
    ) async throws(RedisError)
    /// Makes the bits what the ids say.
    func rebuild(trip: String) async throws(RedisError)
    /// All ids with their deadlines; nil when the trip is cold.
    func look(
        trip: String
    ) async throws(RedisError) -> [(id: [UInt8], deadline: InventoryReply.Deadline)]?
    /// Ids past their deadline, for each of some trips; a cold one has none.
    func due(trips: [String], limit: Int) async throws(RedisError) -> [(trip: String, ids: [[UInt8]])]
    /// Forgets a trip that is over.
    func forget(trip: String) async throws(RedisError)
}
