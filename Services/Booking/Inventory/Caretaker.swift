package import EventLoop
internal import Postgres
package import Telemetry
internal import Redis

/// What every booking process does all the time: the sweeper each second, the reconciler over 30 seconds.
///
/// It lives on the process' first loop. Several processes do the same work without knowing of each other.
package final class Caretaker: LoopWork {
    /// In how many ticks every trip is reconciled once.
    static let round = 30
    private static let mostTrips = 4096

    private let inventory: Inventory
    private let reactor: Reactor
    private let log: EventLog
    private var trips: [String] = []
    private var tick = 0
    private var isBusy = false
    private var isStopped = false
    private var isAiling = false

    /// A caretaker that does nothing before `start`.
    package init(_ inventory: Inventory, reactor: Reactor, log: EventLog) {
        self.inventory = inventory
        self.reactor = reactor
        self.log = log
    }

    /// Begins; the first tick is at once.
    package func start() { next() }

    /// Ends after the work in progress.
    package func stop() { isStopped = true }

    private func next() {
        if isStopped || isBusy { return }
        isBusy = reactor.runners.start(self) != nil
        if !isBusy { rest() }
    }

    private func rest() {
        reactor.after(.seconds(1)) { [weak self] in self?.next() }
    }

    /// One tick.
    package func perform() async {
        do throws(PostgresError) {
            if tick % Self.round == 0 {
                trips = try await inventory.ledger.trips(limit: Self.mostTrips)
                if tick % 3600 == 0 { await forgetPastTrips() }
            }
            try await inventory.expireDueHolds()
            try await inventory.settleDueIDs(trips: trips)
            for trip in trips where Self.slot(of: trip) == tick % Self.round {
                try await inventory.reconcile(trip: trip)
                try await inventory.serveWaiters(trip: trip)
            }
            tick += 1
            isAiling = false
        } catch {
            tell(error)
        }
        isBusy = false
        rest()
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
