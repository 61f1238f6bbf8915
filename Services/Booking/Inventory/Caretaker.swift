internal import Postgres
internal import Redis
package import Telemetry

/// What every booking process does all the time: the sweeper each second, the reconciler over 30 seconds.
///
/// It lives on the process' first loop, which calls `tick` each second. Several processes do the same work
/// without knowing of each other.
package final class Caretaker {
    /// In how many ticks every trip is reconciled once.
    static let round = 30
    private static let mostTrips = 4096

    private let inventory: Inventory
    private let log: EventLog
    private let expired: (Int) -> Void
    private var trips: [String] = []
    private var ticks = 0
    private var isAiling = false

    /// A caretaker; `expired` is told how many holds have expired.
    package init(_ inventory: Inventory, log: EventLog, expired: @escaping (Int) -> Void = { _ in }) {
        self.inventory = inventory
        self.log = log
        self.expired = expired
    }

    /// One second's work.
    package func tick() async {
        do throws(PostgresError) {
            if ticks % Self.round == 0 {
                trips = try await inventory.ledger.trips(limit: Self.mostTrips)
                if ticks % 3600 == 0 { await forgetPastTrips() }
            }
            expired(try await inventory.expireDueHolds())
            try await inventory.settleDueIDs(trips: trips)
            for trip in trips where Self.slot(of: trip) == ticks % Self.round {
                try await inventory.reconcile(trip: trip)
                try await inventory.serveWaiters(trip: trip)
            }
            ticks += 1
            isAiling = false
        } catch {
            tell(error)
        }
    }

    private func forgetPastTrips() async {
        do {
            for trip in try await inventory.ledger.pastTrips(limit: Self.mostTrips) {
                try await inventory.seats.forget(trip: trip)
            }
        } catch {
            // The next hour finds them again, for two days.
        }
    }

    /// Said once, not each second.
    private func tell(_ error: PostgresError) {
        if !isAiling { log.warning("caretaker_waits") { $0.field("reason", "\(error)") } }
        isAiling = true
    }

    /// The tick of a round in which a trip is reconciled; the same in every process (FNV-1a).
    static func slot(of trip: String) -> Int {
        let hash = trip.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return Int(hash % UInt32(round))
    }
}
