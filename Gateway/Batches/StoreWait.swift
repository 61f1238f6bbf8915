import EventLoop

/// Where an async handler waits for its share of a batch.
final class StoreWait<Outcome> {
    private let parking: Parking
    private var outcome: Outcome?

    init(_ reactor: Reactor) {
        parking = Parking(reactor)
    }

    /// Hands the outcome over and wakes the handler.
    func complete(_ outcome: Outcome) {
        self.outcome = outcome
        parking.wake()
    }

    /// Waits for the outcome; nil when the client left first.
    func value() async -> Outcome? {
        while outcome == nil {
            if await parking.park() == .cancelled { return outcome }
        }
        return outcome
    }
}
