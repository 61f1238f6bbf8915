package import EventLoop
internal import Bytes
internal import HTTP

/// An HTTP/1.1 server on one loop: listeners, connections, drain.
///
/// It belongs to the loop that made it and is not Sendable. Reading and parsing use one buffer that all
/// connections of the loop share; an idle connection owns no buffer and no task.
package final class LoopServer: ConnectionAcceptor {
    /// The bounds in force.
    package let limits: ServerLimits
    /// Connections that are open now.
    package var connectionCount: Int { open.count }
    /// Connections accepted since the start.
    package private(set) var acceptedCount: UInt64 = 0
    /// Connections refused because their address, or the loop, had too many.
    package private(set) var refusedCount: UInt64 = 0
    /// Whether the server finishes what it has and takes nothing new.
    package private(set) var isDraining = false

    let reactor: Reactor
    let service: any HTTPService
    /// The head being parsed; a request that goes to a runner takes it along and leaves an old one.
    var scratchHead = RequestHead()
    var input = ByteBuffer(capacity: 64 * 1024)
    var output = ByteBuffer(capacity: 64 * 1024)
    /// Where promised answers and events are written, apart from the parser's turn.
    var piece = ByteBuffer()
    /// Where bytes go that nobody wants.
    var waste = ByteBuffer(capacity: 16 * 1024)
    /// Whether a connection is in the parser's turn, which holds `input`, `output` and `scratchHead`.
    var isParsing = false
    let idleTimeout: TimeoutLists.Length
    let headTimeout: TimeoutLists.Length
    let bodyTimeout: TimeoutLists.Length
    let lingerTimeout: TimeoutLists.Length
    private var listeners: [Listener] = []
    private var exchanges: [Exchange] = []
    private var byAddress: [SocketAddress: Int] = [:]
    private var open: [ServerConnection] = []

    /// A server without listeners; it keeps the service, and its connections keep the server.
    package init(on reactor: Reactor, service: any HTTPService, limits: ServerLimits = ServerLimits()) {
        self.reactor = reactor
        self.service = service
        self.limits = limits
        idleTimeout = reactor.makeTimeout(limits.keepAliveIdle)
        headTimeout = reactor.makeTimeout(limits.headTime)
        bodyTimeout = reactor.makeTimeout(limits.bodyIdle)
        lingerTimeout = reactor.makeTimeout(limits.lingerTime)
    }

    deinit {
        for listener in listeners { listener.close() }
    }

    /// Listens on an address; port 0 lets the kernel choose, the answer says which.
    @discardableResult
    package func listen(
        on address: SocketAddress, sharesPort: Bool = true
    ) throws(SystemError) -> SocketAddress {
        let descriptor = try Socket.listen(on: address, sharesPort: sharesPort)
        let listener = try Listener(descriptor, on: reactor, acceptor: self)
        listeners.append(listener)
        return listener.address
    }

    /// Listens on an open listening socket, which the server owns from now on.
    package func listen(onOpen descriptor: Int32) throws(SystemError) {
        listeners.append(try Listener(descriptor, on: reactor, acceptor: self))
    }

    /// How often accepting paused because descriptors ran out.
    package var acceptPauses: Int {
        listeners.reduce(0) { $0 + $1.pauses }
    }

    /// Takes a connection and owns its descriptor.
    package func accept(_ descriptor: Int32, from peer: SocketAddress) {
        if connectionCount >= limits.connections { _ = closeIdleConnections() }
        guard connectionCount < limits.connections, !isDraining, admit(peer) else {
            refusedCount += 1
            SystemCall.close(descriptor)
            restWhenFull()
            return
        }
        let connection = ServerConnection(descriptor, peer: peer, server: self)
        do {
            try reactor.add(descriptor, .connection, handler: connection)
        } catch {
            leave(peer)
            SystemCall.close(descriptor)
            return
        }
        connection.place = Int32(open.count)
        open.append(connection)
        acceptedCount += 1
        reactor.setTimeout(descriptor, headTimeout)
        restWhenFull()
    }

    /// Closes up to 32 connections that rest between requests, longest first.
    package func closeIdleConnections() -> Bool {
        var closed = false
        for _ in 0..<32 {
            guard reactor.expireOldest(idleTimeout) else { break }
            closed = true
        }
        return closed
    }

    /// Stops listening, closes idle connections, and lets the others finish their response.
    ///
    /// The connections hear of it at the end of the loop's turn.
    package func drain() {
        if isDraining { return }
        isDraining = true
        for listener in listeners { listener.close() }
        listeners.removeAll()
        reactor.atEndOfTurn { [self] in
            for connection in open { connection.drain() }
        }
    }

    /// Closes everything at once.
    package func close() {
        drain()
        for connection in open { connection.close() }
    }

    func closed(_ connection: ServerConnection) {
        let last = open.removeLast()
        if last !== connection {
            last.place = connection.place
            open[Int(connection.place)] = last
        }
        leave(connection.peer)
        // A small margin keeps a full server from pausing and resuming at each connection.
        if connectionCount <= limits.connections - min(16, 1 + limits.connections / 64) {
            for listener in listeners { listener.resume() }
        }
    }

    private func restWhenFull() {
        guard connectionCount >= limits.connections else { return }
        for listener in listeners { listener.rest() }
    }

    func takeExchange() -> Exchange {
        exchanges.popLast() ?? Exchange(reactor)
    }

    func giveBack(_ exchange: Exchange) {
        exchange.reset()
        if exchanges.count < 256 { exchanges.append(exchange) }
    }

    private func admit(_ peer: SocketAddress) -> Bool {
        if isUncounted(peer) { return true }
        let count = byAddress[peer.withoutPort, default: 0]
        if count >= limits.connectionsPerAddress { return false }
        byAddress[peer.withoutPort] = count + 1
        return true
    }

    private func isUncounted(_ peer: SocketAddress) -> Bool {
        if peer.isLoopback { return true }
        guard !limits.uncounted.isEmpty else { return false }
        switch peer {
        case .v4(let address, _):
            return ForwardedChain.isTrusted(ClientAddress(v4: address), limits.uncounted)
        case .v6(let high, let low, _):
            return ForwardedChain.isTrusted(ClientAddress(high: high, low: low), limits.uncounted)
        case .unix: return true
        }
    }

    private func leave(_ peer: SocketAddress) {
        if isUncounted(peer) { return }
        let count = byAddress[peer.withoutPort, default: 1] - 1
        byAddress[peer.withoutPort] = count > 0 ? count : nil
    }
}

extension SocketAddress {
    /// The address alone; of IPv6 the /64, which is what one subscriber holds.
    fileprivate var withoutPort: SocketAddress {
        switch self {
        case .v4(let address, _): .v4(address, port: 0)
        case .v6(let high, _, _): .v6(high, 0, port: 0)
        case .unix: self
        }
    }
}
