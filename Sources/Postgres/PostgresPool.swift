package import EventLoop

/// One loop's connections to Postgres, bounded in number, made at need and made anew when lost.
///
/// Not Sendable: it belongs to a loop, and everything here is called on that loop. A caller has a connection
/// to itself for one statement, pipeline or transaction; callers wait in order, with a bound on their number
/// and their time. While no connection stands they fail at once. Call `close` before the loop ends.
package final class PostgresPool {
    /// Where it connects, and its bounds.
    package let configuration: PostgresConfiguration
    /// Whether statements are carried now.
    package private(set) var state = PostgresState.connecting

    let reactor: Reactor
    let loop: Loop
    let resolver: NameResolver?
    let random: () -> UInt64
    private let shapes = StatementShapes(limit: 4096)
    private var counters = PostgresStatistics()
    private var observers: [(PostgresState) -> Void] = []
    /// All connections, with those that are being made.
    private var connections: [PostgresConnection] = []
    /// Those that nobody uses, the last used last: it is given away first, since its caches are warm.
    private var idle: [PostgresConnection] = []
    private var waiters = WaiterQueue()
    private var opener: PostgresOpener?
    private var listener: PostgresListener?

    /// A pool of a loop that does nothing before `connect`.
    ///
    /// The resolver is needed only for a host that is a name. `random` draws the jitter of reconnecting and
    /// of retries.
    package init(
        _ configuration: PostgresConfiguration, on loop: isolated Loop, resolver: NameResolver? = nil,
        random: @escaping () -> UInt64 = { .random(in: .min ... .max) }
    ) {
        self.configuration = configuration
        self.loop = loop
        self.resolver = resolver
        self.random = random
        reactor = loop.reactor
    }

    deinit {
        close()
    }

    /// What has been counted, and what there is now.
    package var statistics: PostgresStatistics {
        var now = counters
        now.open = connections.count
        now.busy = connections.count - idle.count
        now.waiting = waiters.count
        return now
    }

    /// Calls a closure at each change of `state`, on the loop.
    package func onStateChange(_ observer: @escaping (PostgresState) -> Void) {
        observers.append(observer)
    }

    /// Begins to connect, and keeps connections up until `close`; the others are made when they are needed.
    package func connect() {
        guard state == .connecting, opener == nil else { return }
        let opener = PostgresOpener(
            configuration, on: loop, reactor, shapes: shapes, resolver: resolver, random: random
        ) { [weak self] event in self?.handle(event) }
        self.opener = opener
        opener.open()
    }

    /// Ends for good: callers who wait and all later ones get `notConnected`.
    package func close() {
        guard state != .closed else { return }
        change(to: .closed)
        observers = []
        opener?.close()
        listener?.close()
        listener = nil
        let ending = connections
        connections = []
        idle = []
        for connection in ending { connection.end(PostgresError(.notConnected)) }
        refuseAll(PostgresError(.notConnected))
    }

    /// Listens to a channel on a connection of its own; see `PostgresListener`.
    package func listen(_ channel: String, _ handler: @escaping (PostgresNotification) -> Void) {
        if state == .closed { return }
        let listener =
            listener
            ?? PostgresListener(configuration, on: loop, reactor, resolver: resolver, random: random)
        self.listener = listener
        listener.listen(channel, handler)
    }

    // MARK: Connections for callers

    /// A connection of the caller's own until `release`.
    func lease() async throws(PostgresError) -> PostgresConnection {
        if Task.isCancelled { throw PostgresError(.cancelled) }
        switch state {
        case .disconnected, .closed: throw PostgresError(.notConnected)
        case .connecting, .connected: break
        }
        if waiters.count == 0, let connection = idle.popLast() {
            connection.isHeld = true
            counters.leases += 1
            return connection
        }
        guard waiters.count < configuration.maximumWaiters else {
            counters.refusals += 1
            throw PostgresError(.overloaded)
        }
        let waiter = PostgresWaiter(reactor)
        waiters.append(waiter)
        counters.waits += 1
        growIfNeeded()
        let wake = await waiter.parking.park(reactor, atMost: configuration.waitLimit)
        return try received(waiter, wake)
    }

    private func received(_ waiter: PostgresWaiter, _ wake: Wake) throws(PostgresError) -> PostgresConnection
    {
        guard let grant = waiter.grant else {
            waiters.leave(waiter)
            counters.refusals += 1
            throw PostgresError(wake == .cancelled ? .cancelled : .noConnectionFree)
        }
        let connection = try grant.get()
        // The connection may have been lost, or the task cancelled, while the grant was on its way.
        if connection.isClosed { throw PostgresError(.notConnected) }
        if wake == .cancelled {
            release(connection)
            throw PostgresError(.cancelled)
        }
        counters.leases += 1
        return connection
    }

    /// Gives a connection back; whatever is still open on it is rolled back before anybody gets it.
    func release(_ connection: PostgresConnection) {
        if connection.makeFit() { offer(connection) }
    }

    private func offer(_ connection: PostgresConnection) {
        if state == .closed { return connection.end(PostgresError(.notConnected)) }
        if let waiter = waiters.takeFirst() {
            connection.isHeld = true
            waiter.grant = .success(connection)
            waiter.parking.wake()
        } else {
            idle.append(connection)
        }
    }

    /// One more connection where callers wait and the bound allows it.
    private func growIfNeeded() {
        guard let opener, waiters.count > 0, !opener.isBusy,
            connections.count < configuration.connections
        else { return }
        opener.open()
    }

    // MARK: What happens to connections

    private func handle(_ event: PostgresOpener.Event) {
        switch event {
        case .opened(let connection):
            counters.connects += 1
            connections.append(connection)
            change(to: .connected)
            offer(connection)
            growIfNeeded()
        case .failed(let error):
            counters.losses += 1
            if connections.isEmpty { lostAll(error) }
        case .connection(let connection, .recovered): offer(connection)
        case .connection(let connection, .ended(let error)): lost(connection, error)
        case .connection(_, .ready), .connection(_, .notified): break
        }
    }

    private func lost(_ connection: PostgresConnection, _ error: PostgresError) {
        guard state != .closed else { return }
        counters.losses += 1
        connections.removeAll { $0 === connection }
        idle.removeAll { $0 === connection }
        if connections.isEmpty, connection.isRetired {
            // Nothing says that the server is down: callers wait for the next one.
            opener?.open()
        } else if connections.isEmpty {
            lostAll(error)
            opener?.reopen()
        } else {
            growIfNeeded()
        }
    }

    private func lostAll(_ error: PostgresError) {
        change(to: .disconnected(error))
        refuseAll(PostgresError(.notConnected))
    }

    private func refuseAll(_ error: PostgresError) {
        while let waiter = waiters.takeFirst() {
            waiter.grant = .failure(error)
            waiter.parking.wake()
        }
    }

    private func change(to new: PostgresState) {
        guard new != state, state != .closed else { return }
        state = new
        for observer in observers { observer(new) }
    }

    /// Counts a transaction that is tried again, and a caller who was told that time is over.
    func count(retry: Bool = false, timeout: Bool = false) {
        if retry { counters.retries += 1 }
        if timeout { counters.timeouts += 1 }
    }
}
