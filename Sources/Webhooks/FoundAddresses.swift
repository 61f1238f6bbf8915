internal import EventLoop

/// Where one look-up of a name waits for its answer.
// Sound as Sendable: made, filled and read on the loop's thread only; it just passes through the resolver's.
final class FoundAddresses: @unchecked Sendable {
    private let parking: Parking
    private var addresses: [SocketAddress] = []

    init(_ reactor: Reactor) {
        parking = Parking(reactor)
    }

    /// Takes the answer, on the loop.
    func arrived(_ addresses: [SocketAddress]) {
        self.addresses = addresses
        parking.wake()
    }

    /// The answer, or nothing after a while.
    func wait(_ reactor: Reactor, atMost limit: Duration) async -> [SocketAddress] {
        _ = await parking.park(reactor, atMost: limit)
        return addresses
    }
}
