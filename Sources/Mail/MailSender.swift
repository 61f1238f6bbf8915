package import EventLoop
internal import Bytes

/// One loop's way to the relay: a connection a message, a few at once, a bounded number of messages waiting.
package final class MailSender {
    /// How many messages were handed over.
    package private(set) var sent = 0

    private let relay: MailRelay
    private let loop: Loop
    private let reactor: Reactor
    private let resolver: NameResolver
    private let clock: () -> Int64
    private var inProgress = 0
    private var waiting: [Parking] = []

    /// A sender of a loop; `clock` gives milliseconds since 1970.
    package init(
        _ relay: MailRelay, on loop: isolated Loop, resolver: NameResolver, clock: @escaping () -> Int64
    ) {
        self.relay = relay
        self.loop = loop
        reactor = loop.reactor
        self.resolver = resolver
        self.clock = clock
    }

    /// Hands a message over; when this returns the relay has taken it.
    ///
    /// An error after which it may have been taken all the same is possible (`timedOut` at the very end): a
    /// message may come twice, never not at all.
    package func send(_ message: MailMessage) async throws(MailError) {
        var random = SystemRandomNumberGenerator()
        let content = message.rendered(time: clock(), random: &random)
        guard content.count <= MailMessage.maximumBytes else { throw .tooLarge }
        try await takeTurn()
        defer { endTurn() }
        let bytes = content.withReadable { SMTPDialog.content($0) }
        let connection = try await connect()
        defer { connection.close() }
        var dialog = SMTPDialog(name: relay.name, message: message)
        while true {
            switch dialog.take(try await connection.reply()) {
            case .send(let line): try await connection.send(line)
            case .sendContent: try await connection.send(bytes)
            case .done(let line):
                sent += 1
                // Taken is taken, whatever becomes of the goodbye.
                try? await connection.send(line)
                return
            case .refused(let reply): throw .refused(code: reply.code, text: reply.text)
            }
        }
    }

    private func connect() async throws(MailError) -> MailConnection {
        var failure = MailError.unresolved
        for address in await addresses().prefix(4) {
            do throws(MailError) {
                let connection = try MailConnection(to: address, on: reactor, timeout: relay.replyTimeout)
                try await connection.connected(within: relay.connectTimeout)
                return connection
            } catch {
                if error == .cancelled { throw error }
                failure = error
            }
        }
        throw failure
    }

    private func addresses() async -> [SocketAddress] {
        let text = relay.host.contains(":") ? "[\(relay.host)]" : relay.host
        if let address = SocketAddress("\(text):\(relay.port)") { return [address] }
        return await withUnsafeContinuation { continuation in
            resolver.resolve(relay.host, port: relay.port, on: loop) { _, found in
                continuation.resume(returning: found)
            }
        }
    }

    // MARK: Turns

    private func takeTurn() async throws(MailError) {
        if inProgress < relay.connections {
            inProgress += 1
            return
        }
        guard waiting.count < relay.waiting else { throw .overloaded }
        let parking = Parking(reactor)
        waiting.append(parking)
        // The turn is handed on with the wake; who was cancelled meanwhile gives it back.
        guard await parking.park() == .ready else {
            if let index = waiting.firstIndex(where: { $0 === parking }) {
                waiting.remove(at: index)
            } else {
                endTurn()
            }
            throw .cancelled
        }
    }

    private func endTurn() {
        if waiting.isEmpty {
            inProgress -= 1
        } else {
            waiting.removeFirst().wake()
        }
    }
}
