package import EventLoop

/// A connection that does nothing but listen, made anew whenever it is lost.
///
/// NOTIFY reaches those only who listen at that moment. So each channel's handler hears `began` whenever
/// listening begins (again), and must then look at the tables themselves for what it may have missed.
package final class PostgresListener {
    private var handlers: [String: [(PostgresNotification) -> Void]] = [:]
    private var connection: PostgresConnection?
    private var opener: PostgresOpener?
    private var listening: Set<String> = []
    private var isAsking = false

    /// A listener of a loop that connects when the first channel is asked for.
    package init(
        _ configuration: PostgresConfiguration, on loop: Loop, _ reactor: Reactor,
        resolver: NameResolver? = nil, random: @escaping () -> UInt64 = { .random(in: .min ... .max) }
    ) {
        opener = PostgresOpener(
            configuration, on: loop, reactor, shapes: StatementShapes(limit: 256), resolver: resolver,
            random: random
        ) { [weak self] event in self?.handle(event) }
    }

    /// Calls a closure, on the loop, with what is heard on a channel.
    package func listen(_ channel: String, _ handler: @escaping (PostgresNotification) -> Void) {
        handlers[channel, default: []].append(handler)
        if listening.contains(channel) { handler(.began) }
        if connection == nil { opener?.open() } else { ask() }
    }

    /// Ends for good.
    package func close() {
        opener?.close()
        opener = nil
        let ending = connection
        connection = nil
        handlers = [:]
        ending?.end(PostgresError(.notConnected))
    }

    private func handle(_ event: PostgresOpener.Event) {
        switch event {
        case .opened(let connection):
            self.connection = connection
            listening = []
            isAsking = false
            ask()
        case .failed: break
        case .connection(_, .notified(let channel, let payload)):
            for handler in handlers[channel] ?? [] { handler(.said(payload)) }
        case .connection(let ended, .ended):
            guard ended === connection else { return }
            connection = nil
            opener?.reopen()
        case .connection(_, .ready), .connection(_, .recovered): break
        }
    }

    /// Asks for the next channel that is not listened to, one at a time.
    private func ask() {
        guard let connection, !isAsking, let channel = handlers.keys.first(where: { !listening.contains($0) })
        else { return }
        isAsking = true
        connection.ask("LISTEN \(CopyText.quoted(channel))") { [weak self, weak connection] result in
            guard let self, connection === self.connection else { return }
            isAsking = false
            guard case .success = result else {
                connection?.end(PostgresError(.connectionLost))
                return
            }
            listening.insert(channel)
            for handler in handlers[channel] ?? [] { handler(.began) }
            ask()
        }
    }
}
