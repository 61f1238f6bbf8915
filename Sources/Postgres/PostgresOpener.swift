import EventLoop

/// Makes connections one after the other: resolves, connects, and tries again with a growing wait.
///
/// After a failure it tries again by itself until one stands.
final class PostgresOpener {
    /// What it tells its owner.
    enum Event {
        /// A connection stands.
        case opened(PostgresConnection)
        /// An attempt failed; the next one follows by itself.
        case failed(PostgresError)
        /// Something happened to a connection that it made.
        case connection(PostgresConnection, PostgresConnection.Event)
    }

    private let configuration: PostgresConfiguration
    private let loop: Loop
    private let reactor: Reactor
    private let shapes: StatementShapes
    private let resolver: NameResolver?
    private let random: () -> UInt64
    private let report: (Event) -> Void
    private var connecting: PostgresConnection?
    private var timer: TimerIdentifier?
    private var isResolving = false
    private var attempt: UInt64 = 0
    private var failures = 0
    private var isClosed = false

    init(
        _ configuration: PostgresConfiguration, on loop: Loop, _ reactor: Reactor, shapes: StatementShapes,
        resolver: NameResolver?, random: @escaping () -> UInt64, report: @escaping (Event) -> Void
    ) {
        self.configuration = configuration
        self.loop = loop
        self.reactor = reactor
        self.shapes = shapes
        self.resolver = resolver
        self.random = random
        self.report = report
    }

    /// Whether an attempt is in progress or due.
    var isBusy: Bool { connecting != nil || timer != nil || isResolving }

    /// Begins an attempt, unless one is in progress or due.
    func open() {
        guard !isBusy, !isClosed else { return }
        if failures > 0 { return waitAndTry() }
        tryNow()
    }

    /// Begins an attempt in place of a connection that was lost, after a wait: nobody hammers a server that
    /// lets connections in and drops them.
    func reopen() {
        failures = max(failures, 1)
        open()
    }

    /// Ends for good.
    func close() {
        isClosed = true
        if let timer { reactor.cancel(timer) }
        timer = nil
        connecting?.end(PostgresError(.notConnected))
        connecting = nil
    }

    private func waitAndTry() {
        let delay = configuration.reconnect.delay(attempt: failures - 1, random: random())
        timer = reactor.after(delay) { [weak self] in
            self?.timer = nil
            self?.tryNow()
        }
    }

    private func tryNow() {
        attempt &+= 1
        switch configuration.server {
        case .unix: connect(to: configuration.server)
        case .tcp(let host, let port):
            if let numeric = SocketAddress(host: host, port: port) {
                connect(to: .tcp(host: Self.host(numeric), port: port))
            } else {
                resolve(host, port)
            }
        }
    }

    private func resolve(_ host: String, _ port: UInt16) {
        guard let resolver else { return failed(PostgresError(.resolveFailed)) }
        isResolving = true
        let asked = attempt
        // Sound: the box is opened on this loop only; the resolver's thread just carries it.
        nonisolated(unsafe) let box = WeakOpener(self)
        resolver.resolve(host, port: port, on: loop) { _, addresses in
            box.opener?.resolved(addresses, attempt: asked, port: port)
        }
        timer = reactor.after(configuration.connectTimeout) { [weak self] in
            self?.timer = nil
            self?.isResolving = false
            self?.failed(PostgresError(.resolveFailed))
        }
    }

    private func resolved(_ addresses: [SocketAddress], attempt asked: UInt64, port: UInt16) {
        guard asked == attempt, isResolving, !isClosed else { return }
        isResolving = false
        if let timer { reactor.cancel(timer) }
        timer = nil
        guard !addresses.isEmpty else { return failed(PostgresError(.resolveFailed)) }
        // Each attempt takes the next address, so that one dead address of a name does not hold the pool.
        connect(to: .tcp(host: Self.host(addresses[failures % addresses.count]), port: port))
    }

    private func connect(to server: PostgresEndpoint) {
        do throws(PostgresError) {
            connecting = try PostgresConnection(
                to: server, configuration: configuration, on: reactor, shapes: shapes
            ) { [weak self] connection, event in self?.handle(connection, event) }
        } catch {
            failed(error)
        }
    }

    private func handle(_ connection: PostgresConnection, _ event: PostgresConnection.Event) {
        guard connection === connecting else { return report(.connection(connection, event)) }
        connecting = nil
        switch event {
        case .ready:
            failures = 0
            report(.opened(connection))
        case .ended(let error): failed(error)
        case .recovered, .notified: break
        }
    }

    private func failed(_ error: PostgresError) {
        if isClosed { return }
        failures += 1
        waitAndTry()
        report(.failed(error))
    }

    /// The address alone, as libpq wants it.
    private static func host(_ address: SocketAddress) -> String {
        let text = address.description
        let host = text[..<(text.lastIndex(of: ":") ?? text.endIndex)]
        return host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : String(host)
    }
}
