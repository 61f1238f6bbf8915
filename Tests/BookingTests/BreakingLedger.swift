import Booking
import Events
import Postgres

/// A ledger whose process may die or lose its connection at one call.
final class BreakingLedger: HoldLedger {
    private let real: PostgresLedger
    private let fuse: Fuse

    init(_ real: PostgresLedger, _ fuse: Fuse) {
        self.real = real
        self.fuse = fuse
    }

    private func call<Value>(
        _ name: String, _ body: () async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        let next = fuse.next(name)
        guard next.isSent else { throw PostgresError(.connectionLost, isOutcomeUnknown: true) }
        let value = try await body()
        guard next.isAnswered else { throw PostgresError(.connectionLost, isOutcomeUnknown: true) }
        return value
    }

    func place(_ attempt: HoldAttempt) async throws(PostgresError) -> PlacedHold {
        try await call("place") { () throws(PostgresError) in try await real.place(attempt) }
    }
    func stored(_ mark: Idempotency) async throws(PostgresError) -> KnownKey? {
        try await call("stored") { () throws(PostgresError) in try await real.stored(mark) }
    }
    func settle(_ id: PostgresUUID, trip: String) async throws(PostgresError) -> HoldStanding {
        try await call("settle") { () throws(PostgresError) in try await real.settle(id, trip: trip) }
    }
    func seatCount(trip: String) async throws(PostgresError) -> Int {
        try await call("seatCount") { () throws(PostgresError) in try await real.seatCount(trip: trip) }
    }
    func live(trip: String) async throws(PostgresError) -> [HoldStanding] {
        try await call("live") { () throws(PostgresError) in try await real.live(trip: trip) }
    }
    func known(_ ids: [PostgresUUID]) async throws(PostgresError) -> Set<PostgresUUID> {
        try await call("known") { () throws(PostgresError) in try await real.known(ids) }
    }
    func due(limit: Int) async throws(PostgresError) -> [PostgresUUID] {
        try await call("due") { () throws(PostgresError) in try await real.due(limit: limit) }
    }
    func expire(_ id: PostgresUUID) async throws(PostgresError) -> [HoldStanding] {
        try await call("expire") { () throws(PostgresError) in try await real.expire(id) }
    }
    func serve(trip: String) async throws(PostgresError) -> [HoldStanding] {
        try await call("serve") { () throws(PostgresError) in try await real.serve(trip: trip) }
    }
    func trips(limit: Int) async throws(PostgresError) -> [String] { try await real.trips(limit: limit) }
    func pastTrips(limit: Int) async throws(PostgresError) -> [String] {
        try await real.pastTrips(limit: limit)
    }
}
