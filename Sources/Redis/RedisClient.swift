import Bytes
package import EventLoop

/// One loop's way to Redis: one connection, made anew whenever it is lost.
///
/// Not Sendable: it belongs to a loop, and everything here is called on that loop. Commands are pipelined:
/// they are written at the end of the turn in the order in which they were sent, and answered in that order.
/// While there is no connection they fail at once. SUBSCRIBE and MONITOR are not for this client. Call
/// `close` before the loop ends.
package final class RedisClient {
    /// What is called once, on the loop, with a command's answer or the reason why there is none.
    package typealias Completion = (Result<RedisReply, RedisError>) -> Void

    /// Where it connects, and its bounds.
    package let configuration: RedisConfiguration
    /// Whether commands are let through now.
    package private(set) var state: RedisState = .disconnected(nil)
    /// What has been counted since the client was made.
    package var statistics: RedisStatistics { counters.value }
    /// How many commands await their answer.
    package var inFlight: Int { connection?.inFlight ?? 0 }

    let reactor: Reactor
    let counters = RedisCounters()
    var command = ByteBuffer()
    private let loop: Loop
    private let resolver: NameResolver?
    private let random: () -> UInt64
    private var observers: [(RedisState) -> Void] = []
    private var connection: RedisConnection?
    private var failures = 0
    private var attempt: UInt64 = 0
    private var timer: TimerIdentifier?

    /// A client of a loop that does nothing before `connect`.
    ///
    /// The resolver is needed only for a host that is a name. `random` draws the jitter of reconnecting.
    package init(
        _ configuration: RedisConfiguration, on loop: isolated Loop, resolver: NameResolver? = nil,
        random: @escaping () -> UInt64 = { .random(in: .min ... .max) }
    ) {
        self.configuration = configuration
        self.loop = loop
        self.resolver = resolver
        self.random = random
        reactor = loop.reactor
    }

    deinit {
        connection?.end(.notConnected)
    }

    /// Calls a closure at each change of `state`, on the loop, before any command can see the change.
    package func onStateChange(_ observer: @escaping (RedisState) -> Void) {
        observers.append(observer)
    }

    /// Begins to connect, and keeps the connection up until `close`.
    package func connect() {
        guard case .disconnected = state, connection == nil, timer == nil, attempt == 0 else { return }
        startAttempt()
    }

    /// Ends for good: callers who wait get `connectionLost`, later ones `notConnected`.
    package func close() {
        guard state != .closed else { return }
        change(to: .closed)
        cancelTimer()
        connection?.end(.notConnected)
        connection = nil
        // Observers often hold the client; nothing changes any more.
        observers = []
    }

    /// Drops the present connection, as if the server had closed it, and makes a new one.
    package func reconnect() {
        connection?.end(.connectionLost)
    }

    /// Hands the command in `command` to the connection; a refusal is told before this returns.
    func transmit(_ completion: @escaping Completion) {
        guard case .connected = state, let connection else {
            command.removeAll()
            completion(.failure(.notConnected))
            return
        }
        // The completion is called after the loan: it may send the next command through the same buffer.
        let refusal = command.withUnsafeReadable { connection.send($0, completion) }
        if command.allocatedBytes > 256 << 10 { command.releaseMemory() } else { command.removeAll() }
        if let refusal {
            if refusal == .overloaded { counters.value.overloaded += 1 }
            completion(.failure(refusal))
        }
    }
}

// MARK: - Connecting

extension RedisClient {
    private func startAttempt() {
        attempt &+= 1
        switch configuration.address {
        case .unix(let path): open(.unix(path))
        case .tcp(let host, let port):
            if let numeric = SocketAddress(host: host, port: port) {
                open(numeric)
            } else {
                resolve(host, port)
            }
        }
    }

    private func resolve(_ host: String, _ port: UInt16) {
        guard let resolver else { return failed(.resolveFailed) }
        let asked = attempt
        // Sound: the box is opened on this client's loop only; the resolver's thread just carries it.
        nonisolated(unsafe) let box = WeakClient(self)
        resolver.resolve(host, port: port, on: loop) { _, addresses in
            box.client?.resolved(addresses, attempt: asked)
        }
        timer = reactor.after(configuration.connectTimeout) { [weak self] in
            self?.timer = nil
            self?.failed(.resolveFailed)
        }
    }

    private func resolved(_ addresses: [SocketAddress], attempt asked: UInt64) {
        guard asked == attempt, connection == nil, timer != nil, state != .closed else { return }
        cancelTimer()
        // Each attempt takes the next address, so that one dead address of a name does not hold the client.
        guard let first = addresses.first else { return failed(.resolveFailed) }
        open(addresses.count > 1 ? addresses[failures % addresses.count] : first)
    }

    private func open(_ address: SocketAddress) {
        do throws(RedisError) {
            let connection = try RedisConnection(
                to: address, configuration: configuration, on: reactor, counters: counters
            ) { [weak self] event in self?.handle(event) }
            self.connection = connection
            connection.shakeHands()
        } catch {
            failed(error)
        }
    }

    private func handle(_ event: RedisConnection.Event) {
        guard state != .closed else { return }
        switch event {
        case .ready(let runID):
            failures = 0
            counters.value.connects += 1
            change(to: .connected(runID: runID))
        case .ended(let reason):
            connection = nil
            failed(reason)
        }
    }

    private func failed(_ reason: RedisError) {
        guard state != .closed else { return }
        counters.value.disconnects += 1
        let delay = configuration.reconnect.delay(attempt: failures, random: random())
        failures += 1
        timer = reactor.after(delay) { [weak self] in
            self?.timer = nil
            self?.startAttempt()
        }
        change(to: .disconnected(reason))
    }

    private func change(to new: RedisState) {
        guard new != state else { return }
        state = new
        for observer in observers { observer(new) }
    }

    private func cancelTimer() {
        if let timer { reactor.cancel(timer) }
        timer = nil
    }
}
