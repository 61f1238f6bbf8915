internal import EventLoop
internal import Postgres

/// Gathers the holds of one loop that want to be placed at the same moment, and places them in few
/// transactions.
///
/// A transaction costs as much as the hold in it, and many at once cost more than few (decision 026). So a
/// hold leaves at once when nothing is under way, and else with all that came meanwhile; a second transaction
/// sets out beside the first when many wait, or when the first takes long, which is when it waits for others.
final class PlacementQueue {
    /// How a transaction of some holds ended, where nothing is wrong with all of them.
    enum Outcome {
        /// Each of them stands, in order.
        case placed([PlacedHold])
        /// None stands, for what only one of them may be: each is tried in a transaction of its own.
        case mustPart
    }

    /// One hold on its way.
    private final class Placement {
        let attempt: HoldAttempt
        let number: UInt64
        let parking: Parking
        /// Then it goes without waiting for those who are under way.
        let latest = LoopInstant.now.advanced(by: PlacementQueue.patience)
        var goesAlone = false
        var hasLeft = false
        /// Nobody waits for it any more.
        var isAbandoned = false
        var result: Result<PlacedHold, PostgresError>?

        init(_ attempt: HoldAttempt, number: UInt64, _ reactor: Reactor) {
            self.attempt = attempt
            self.number = number
            parking = Parking(reactor)
        }

        /// Counts of accounts are locked in this order, so that no two wait in a circle.
        static func comesFirst(_ one: Placement, _ other: Placement) -> Bool {
            let (mine, theirs) = (one.attempt, other.attempt)
            return (mine.account.high, mine.account.low, mine.trip, one.number)
                < (theirs.account.high, theirs.account.low, theirs.trip, other.number)
        }
    }

    /// One transaction on a runner of its own: whoever leaves does not end it for others.
    private final class Departure: LoopWork {
        private let body: () async -> Void

        init(_ body: @escaping () async -> Void) {
            self.body = body
        }

        func perform() async {
            await body()
        }
    }

    /// The most holds of a transaction, which all go again where one of them is refused.
    static let mostTogether = 32
    /// With so many waiting a second transaction pays.
    private static let enough = 16
    /// So long a transaction may take before those who wait go without it.
    private static let patience = Duration.milliseconds(20)

    private let reactor: Reactor
    private let most: Int
    private let bound: Int
    private let waitLimit: Duration
    private let send: ([HoldAttempt]) async throws(PostgresError) -> Outcome
    private var waiting: [Placement] = []
    private var arrivals: UInt64 = 0
    private var underWay = 0
    private var leavesNow = false
    private var isTimed = false
    private var isRetrying = false

    /// A queue of a loop: at most `most` transactions are under way, at most `bound` holds wait for one, none
    /// longer than `waitLimit`.
    ///
    /// `send` is one transaction of all the attempts or none; what it throws is true of each.
    init(
        _ reactor: Reactor, most: Int, bound: Int, waitLimit: Duration,
        send: @escaping ([HoldAttempt]) async throws(PostgresError) -> Outcome
    ) {
        self.reactor = reactor
        self.most = most
        self.bound = bound
        self.waitLimit = waitLimit
        self.send = send
    }

    /// Places a hold, with others or alone.
    ///
    /// When the caller's task is cancelled after its hold has left, the outcome is unknown.
    func place(_ attempt: HoldAttempt) async throws(PostgresError) -> PlacedHold {
        if Task.isCancelled { throw PostgresError(.cancelled) }
        guard waiting.count < bound else { throw PostgresError(.overloaded) }
        let placement = Placement(attempt, number: arrivals, reactor)
        arrivals += 1
        waiting.append(placement)
        leaveSoon()
        while true {
            let wake = await placement.parking.park(reactor, atMost: waitLimit)
            if let result = placement.result { return try result.get() }
            if wake == .ready || wake == .timedOut && placement.hasLeft { continue }
            placement.isAbandoned = true
            if !placement.hasLeft { waiting.removeAll { $0 === placement } }
            guard wake == .cancelled else { throw PostgresError(.noConnectionFree) }
            throw PostgresError(.cancelled, isOutcomeUnknown: placement.hasLeft)
        }
    }

    /// Once the turn is over, so that those who come together leave together.
    private func leaveSoon() {
        guard let first = waiting.first, !isRetrying else { return }
        if underWay == 0 || first.goesAlone || waiting.count >= Self.enough {
            guard !leavesNow, underWay < most else { return }
            leavesNow = true
            reactor.atEndOfTurn { [weak self] in
                self?.leavesNow = false
                self?.leave()
            }
        } else if !isTimed {
            isTimed = true
            let left = first.latest.nanoseconds - LoopInstant.now.nanoseconds
            reactor.after(.nanoseconds(max(0, left))) { [weak self] in
                self?.isTimed = false
                self?.leaveIfLate()
            }
        }
    }

    /// Without those who are under way, if somebody has waited for them long enough.
    private func leaveIfLate() {
        guard let first = waiting.first else { return }
        if LoopInstant.now >= first.latest { leave() } else { leaveSoon() }
    }

    private func leave() {
        guard !waiting.isEmpty, underWay < most, !isRetrying else { return }
        let departure = Departure { [self] in
            await carry(take())
            underWay -= 1
            leaveSoon()
        }
        if reactor.runners.start(departure) != nil {
            underWay += 1
            return
        }
        // Every runner is busy, and some of them are those who wait here: soon again.
        isRetrying = true
        reactor.after(.milliseconds(1)) { [weak self] in
            self?.isRetrying = false
            self?.leave()
        }
    }

    /// The holds of the next transaction; none when others have taken them.
    private func take() -> [Placement] {
        var count = min(waiting.count, Self.mostTogether)
        if waiting.first?.goesAlone == true { count = 1 }
        var group = Array(waiting[..<count])
        waiting.removeFirst(count)
        group.sort(by: Placement.comesFirst)
        for placement in group { placement.hasLeft = true }
        leaveSoon()
        return group
    }

    private func carry(_ group: [Placement]) async {
        if group.isEmpty { return }
        do throws(PostgresError) {
            switch try await send(group.map(\.attempt)) {
            case .placed(let holds): settle(group, holds)
            case .mustPart: part(group)
            }
        } catch {
            for placement in group { settle(placement, .failure(error)) }
        }
    }

    private func settle(_ group: [Placement], _ holds: [PlacedHold]) {
        for (index, placement) in group.enumerated() {
            // What has no answer may stand all the same.
            let result: Result<PlacedHold, PostgresError> =
                index < holds.count
                ? .success(holds[index])
                : .failure(PostgresError(.unexpectedValue, isOutcomeUnknown: true))
            settle(placement, result)
        }
    }

    private func settle(_ placement: Placement, _ result: Result<PlacedHold, PostgresError>) {
        placement.result = result
        placement.parking.wake()
    }

    /// None of them stands: whoever still waits for one goes first, alone.
    private func part(_ group: [Placement]) {
        let rest = group.filter { !$0.isAbandoned }
        for placement in rest {
            placement.hasLeft = false
            placement.goesAlone = true
        }
        waiting.insert(contentsOf: rest, at: 0)
    }
}
