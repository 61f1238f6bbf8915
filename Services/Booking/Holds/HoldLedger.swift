package import Events
package import Postgres

/// The truth about holds: each call is one transaction in Postgres (`Migrations/005-freeing.sql`).
///
/// What changes a hold answers the holds that changed, in the order in which Redis is to be told.
package protocol HoldLedger: AnyObject {
    /// Makes a hold, with the idempotency row that holds its answer.
    func place(_ attempt: HoldAttempt) async throws(PostgresError) -> PlacedHold
    /// What stands under a client's key.
    func stored(_ mark: Idempotency) async throws(PostgresError) -> KnownKey?
    /// What is true about an id; if nobody knows it, its tombstone stands from now on.
    func settle(_ id: PostgresUUID, trip: String) async throws(PostgresError) -> HoldStanding
    /// How many seats a trip has; 0 when there is no such trip.
    func seatCount(trip: String) async throws(PostgresError) -> Int
    /// A trip's live holds.
    func live(trip: String) async throws(PostgresError) -> [HoldStanding]
    /// Which of these ids Postgres knows.
    func known(_ ids: [PostgresUUID]) async throws(PostgresError) -> Set<PostgresUUID>
    /// Holds whose time is over, the longest first.
    func due(limit: Int) async throws(PostgresError) -> [PostgresUUID]
    /// Expires a hold whose time is over; nothing when it is not, or no more.
    func expire(_ id: PostgresUUID) async throws(PostgresError) -> [HoldStanding]
    /// Offers a trip's free seats to its waiters.
    func serve(trip: String) async throws(PostgresError) -> [HoldStanding]
    /// Trips that are under way or to come, the next ones first.
    func trips(limit: Int) async throws(PostgresError) -> [String]
    /// Trips that ended a day ago or longer, but not yet three days ago.
    func pastTrips(limit: Int) async throws(PostgresError) -> [String]
}
