internal import EventLoop
internal import Postgres
internal import Telemetry

/// Asks providers about payments of which no news came: lost webhooks, closed browsers, late money.
///
/// Payments are leased by their `check_at`, so any number of these may run, and one that dies forgets
/// nothing.
final class Reconciler: LoopWork {
    /// The most payments of one round.
    static let batch = 50

    private let settlement: Settlement
    private let reactor: Reactor
    private let parking: Parking
    private let every: Duration
    private let log: EventLog
    private var isStopped = false

    init(_ settlement: Settlement, every: Duration, on reactor: Reactor, log: EventLog) {
        self.settlement = settlement
        self.every = every
        self.reactor = reactor
        self.log = log
        parking = Parking(reactor)
    }

    /// Begins to look.
    func start() {
        if reactor.runners.start(self) == nil { log.error("reconciler_not_started") }
    }

    /// Ends after the payment in progress.
    func stop() {
        isStopped = true
        if parking.isOccupied { parking.wake() }
    }

    func perform() async {
        while !isStopped {
            let count = await round()
            if count == Self.batch { continue }
            // Often enough that a payment is asked about near its time, whatever the pace of the questions.
            let pause = min(every / 4, .seconds(5))
            if await parking.park(reactor, atMost: pause) == .cancelled { return }
        }
    }

    /// Asks about those that are due; how many there were.
    func round() async -> Int {
        do throws(PostgresError) {
            let due = try await settlement.ledger.leaseDue(every: every, limit: Self.batch)
            for payment in due where !isStopped { await ask(payment) }
            if due.isEmpty { try await settlement.ledger.tidy() }
            return due.count
        } catch {
            log.warning("reconcile_failed") { $0.field("reason", "\(error)") }
            return 0
        }
    }

    private func ask(_ payment: PaymentRow) async {
        do throws(SettlementError) {
            _ = try await settlement.settle(payment, source: "reconciler")
        } catch {
            log.warning("reconcile_failed") { line in
                line.field("payment", "\(payment.id)")
                line.field("reason", "\(error)")
            }
        }
    }
}
