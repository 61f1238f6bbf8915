import EventLoop

/// Collects what many requests want of the store and sends it as few batches, in arrival order.
///
/// A batch leaves at the end of the turn when the last one left long enough ago, else `spacing` after it
/// (DESIGN.md 4), or as soon as it has `enough` items: one call for so many is cheap, and nobody gains by
/// waiting longer. At most `inFlight` batches are under way; `add` refuses when `bound` items wait, so
/// nothing piles up behind a stalled store.
final class Batcher<Item> {
    private let reactor: Reactor
    private let limit: Int
    private let spacing: Duration
    private let bound: Int
    private let maximumInFlight: Int
    private let enough: Int
    private let send: ([Item]) async -> Void
    private var pending: [Item] = []
    private var lastLeft = LoopInstant(nanoseconds: 0)
    private var isScheduled = false
    private var leavesNow = false
    private var inFlight = 0

    init(
        _ reactor: Reactor, limit: Int, enough: Int = .max, spacing: Duration, bound: Int, inFlight: Int = 4,
        send: @escaping ([Item]) async -> Void
    ) {
        self.reactor = reactor
        self.limit = limit
        self.spacing = spacing
        self.bound = bound
        maximumInFlight = inFlight
        self.enough = enough
        self.send = send
    }

    /// How many items wait for a batch.
    var waiting: Int { pending.count }

    /// Adds an item; false, and nothing was added, when too many wait.
    func add(_ item: Item) -> Bool {
        guard pending.count < bound else { return false }
        pending.append(item)
        schedule()
        return true
    }

    private func schedule() {
        guard !pending.isEmpty, inFlight < maximumInFlight else { return }
        if pending.count >= enough {
            if !leavesNow {
                leavesNow = true
                reactor.atEndOfTurn { [weak self] in self?.leave() }
            }
            return
        }
        guard !isScheduled else { return }
        isScheduled = true
        let due = lastLeft.advanced(by: spacing)
        if due <= reactor.now {
            reactor.atEndOfTurn { [weak self] in self?.leave() }
        } else {
            reactor.after(due.since(reactor.now)) { [weak self] in self?.leave() }
        }
    }

    private func leave() {
        isScheduled = false
        leavesNow = false
        guard !pending.isEmpty, inFlight < maximumInFlight else { return }
        let items: [Item]
        if pending.count <= limit {
            items = pending
            pending = []
            pending.reserveCapacity(items.count)
        } else {
            items = Array(pending[..<limit])
            pending.removeFirst(limit)
        }
        lastLeft = reactor.now
        inFlight += 1
        let flight = BatchFlight { [self] in
            await send(items)
            inFlight -= 1
            schedule()
        }
        if reactor.runners.start(flight) == nil {
            // Every runner is busy: the items go back to the front and the next turn tries again.
            inFlight -= 1
            pending.insert(contentsOf: items, at: 0)
            reactor.after(spacing) { [weak self] in self?.schedule() }
            return
        }
        schedule()
    }
}
