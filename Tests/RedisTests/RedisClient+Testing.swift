import EventLoop
import Redis

extension RedisClient {
    /// Waits until the state is as wanted; the state is looked at first.
    func wait(_ reactor: Reactor, until isWanted: @escaping (RedisState) -> Bool) async {
        if isWanted(state) { return }
        let parking = Parking(reactor)
        onStateChange { if isWanted($0) { parking.wake() } }
        _ = await parking.park(reactor, atMost: .seconds(20))
    }

    /// Connects and waits until commands are let through.
    func connected(_ reactor: Reactor) async {
        connect()
        await wait(reactor) { $0.isConnected }
    }
}

extension RedisState {
    var isConnected: Bool {
        if case .connected = self { true } else { false }
    }

    var disconnectReason: RedisError? {
        if case .disconnected(let reason) = self { reason } else { nil }
    }
}
