internal import EventLoop
internal import Postgres

/// Gathers the holds of one loop that want to be placed at the same moment, and places them in few
/// transactions.
///
/// A transaction costs as much as the hold in it, and many at once cost more than few (decision 026). So a
/// hold leaves at once when nothing is under way, and else with all that came meanwhile; a second transaction
/// sets out beside the first when many wait, or when the first takes long, which is when it waits for others.
final class PlacementQueue {
    /// The most holds of a transaction: Postgres keeps 64 savepoints of each in its own memory.
    static let mostTogether = 32
    /// With so many waiting a second transaction pays.
    private static let enough = 16
    /// So long a transaction may take before those who wait go without it.
    private static let patience = Duration.milliseconds(20)

    /// One hold on its way.
    private final class Placement {
        let attempt: HoldAttempt
        let parking: Parking
        var hasLeft = false
        var result: Result<PlacedHold, PostgresError>?

        init(_ attempt: HoldAttempt, _ reactor: Reactor) {
            self.attempt = attempt
            parking = Parking(reactor)
        }
    }

    /// Some of them in one transaction, on a runner of their own: whoever leaves does not end it for others.
    private final class Departure: LoopWork {
        private let body: () async -> Void

        init(_ body: @escaping () async -> Void) {
            self.body = body
        }

        func perform() async {
            await body()
        }
    }

    private let reactor: Reactor
    private let most: Int
    private let send: ([HoldAttempt]) async throws(PostgresError) -> [Result<PlacedHold, PostgresError>]
    private var waiting: [Placement] = []
    private var underWay = 0
    private var leavesNow = false
    private var isTimed = false

    /// A queue of a loop; at most `most` transactions are under way, and `send` is one of them.
    ///
    /// `send` answers for each attempt, in order; what it throws is true of all of them.
    init(
        _ reactor: Reactor, most: Int,
        send: @escaping ([HoldAttempt]) async throws(PostgresError) -> [Result<PlacedHold, PostgresError>]
    ) {
        self.reactor = reactor
        self.most = most
        self.send = send
    }

    /// Places a hold, with others or alone.
    ///
    /// The number of callers is bounded by the loop's runners. When the caller's task is cancelled after its
    /// hold has left, the outcome is unknown.
    func place(_ attempt: HoldAttempt) async throws(PostgresError) -> PlacedHold {
        if Task.isCancelled { throw PostgresError(.cancelled) }
        let placement = Placement(attempt, reactor)
        waiting.append(placement)
        leaveSoon()
        _ = await placement.parking.park()
        if let result = placement.result { return try result.get() }
        if !placement.hasLeft { waiting.removeAll { $0 === placement } }
        throw PostgresError(.cancelled, isOutcomeUnknown: placement.hasLeft)
    }

    /// Once the turn is over, so that those who come together leave together.
    private func leaveSoon() {
        guard !waiting.isEmpty else { return }
        if underWay == 0 || waiting.count >= Self.enough {
            guard !leavesNow, underWay < most else { return }
            leavesNow = true
            reactor.atEndOfTurn { [weak self] in self?.leave() }
        } else if !isTimed {
            isTimed = true
            reactor.after(Self.patience) { [weak self] in
                self?.isTimed = false
                self?.leave()
            }
        }
    }

    private func leave() {
        leavesNow = false
        guard !waiting.isEmpty, underWay < most else { return }
        // The counts of accounts are locked in one order, so that two transactions do not wait in a circle.
        let group = waiting.prefix(Self.mostTogether).sorted { one, other in
            let (one, other) = (one.attempt.account, other.attempt.account)
            return (one.high, one.low) < (other.high, other.low)
        }
        let departure = Departure { [self] in
            await carry(group)
            underWay -= 1
            leaveSoon()
        }
        underWay += 1
        guard reactor.runners.start(departure) != nil else {
            // Every runner is busy, and some of them are those who wait here: soon again.
            underWay -= 1
            reactor.after(.milliseconds(1)) { [weak self] in self?.leave() }
            return
        }
        waiting.removeFirst(group.count)
        for placement in group { placement.hasLeft = true }
        leaveSoon()
    }

    private func carry(_ group: [Placement]) async {
        do throws(PostgresError) {
            let results = try await send(group.map(\.attempt))
            for (placement, result) in zip(group, results) { placement.result = result }
        } catch {
            for placement in group { placement.result = .failure(error) }
        }
        for placement in group { placement.parking.wake() }
    }
}
