import EventLoop

/// Where two functions of one loop wait for each other.
final class Meeting: Sendable {
    private let first: Parking

    init(_ reactor: Reactor) {
        first = Parking(reactor)
    }

    /// Waits until the other one is here too.
    func meet(isolation: isolated (any Actor)? = #isolation) async {
        if first.isOccupied {
            first.wake()
        } else {
            _ = await first.park()
        }
    }
}
