/// A listening socket on one loop.
///
/// It accepts in bounded batches, and pauses instead of spinning when descriptors run out.
package final class Listener: EventHandler {
    /// Where it listens, with the port that the kernel chose.
    package let address: SocketAddress
    /// How often accepting was paused for want of descriptors.
    package private(set) var pauses = 0

    private let descriptor: Int32
    private unowned let reactor: Reactor
    private unowned let acceptor: any ConnectionAcceptor
    private let pause: Duration
    private var isPaused = false
    private var isClosed = false

    /// Listens on an open listening socket, which it owns from now on.
    package init(
        _ descriptor: Int32, on reactor: Reactor, acceptor: any ConnectionAcceptor,
        pause: Duration = .milliseconds(100)
    ) throws(SystemError) {
        self.descriptor = descriptor
        self.reactor = reactor
        self.acceptor = acceptor
        self.pause = pause
        address = Socket.localAddress(descriptor) ?? .unix("")
        try reactor.add(descriptor, .readable, handler: self)
    }

    /// Takes up to 64 waiting connections; the rest come with the next turn.
    package func ready(_ readiness: Readiness) {
        for _ in 0..<64 {
            if isPaused || isClosed { return }
            switch Socket.accept(descriptor) {
            case .connection(let connection, let peer): acceptor.accept(connection, from: peer)
            case .none: return
            case .exhausted: rest()
            }
        }
    }

    /// Stops accepting until `resume`, or until a short while has passed.
    package func rest() {
        if isPaused || isClosed { return }
        isPaused = true
        pauses += 1
        try? reactor.modify(descriptor, [])
        _ = acceptor.closeIdleConnections()
        reactor.after(pause) { [weak self] in self?.resume() }
    }

    /// Accepts again.
    package func resume() {
        guard isPaused, !isClosed else { return }
        isPaused = false
        try? reactor.modify(descriptor, .readable)
    }

    /// Stops listening for good; connections that wait in the backlog are refused.
    package func close() {
        if isClosed { return }
        isClosed = true
        reactor.remove(descriptor)
        SystemCall.close(descriptor)
    }
}
