package import EventLoop

/// A loop's connections to one upstream: kept alive, bounded, over all its servers.
package final class UpstreamPool {
    /// The settings in force.
    package let settings: UpstreamSettings
    /// Connections in use now.
    package private(set) var inUse = 0
    /// Connections opened since the start.
    package private(set) var opened: UInt64 = 0

    let idleTimeout: TimeoutLists.Length
    let firstByteTimeout: TimeoutLists.Length
    private let keepAliveTimeout: TimeoutLists.Length
    private let reactor: Reactor
    private let addresses: UpstreamAddresses
    private var idle: [UpstreamConnection] = []

    /// A pool without connections; names are resolved on the resolver's threads from now on.
    package init(_ settings: UpstreamSettings, on loop: isolated Loop, resolver: NameResolver) {
        self.settings = settings
        reactor = loop.reactor
        idleTimeout = loop.reactor.sharedTimeout(settings.idleTimeout)
        firstByteTimeout = loop.reactor.sharedTimeout(settings.firstByteTimeout)
        keepAliveTimeout = loop.reactor.sharedTimeout(settings.keepAliveIdle)
        addresses = UpstreamAddresses(settings, on: loop, resolver: resolver)
    }

    /// Idle connections that are kept.
    package var idleCount: Int { idle.count }

    /// Whether an address is known: a pool of names alone has none before the first look-up.
    package var hasAddresses: Bool { addresses.count > 0 }

    /// Closes the connections that are kept; those in use end with their lease.
    package func closeIdle() {
        for connection in idle { connection.close() }
        idle.removeAll()
    }

    /// A kept connection, the one used last first; nil when a new one must be opened.
    package func takeIdle() -> UpstreamConnection? {
        guard inUse < settings.connections, let connection = idle.popLast() else { return nil }
        connection.becomeBusy()
        inUse += 1
        return connection
    }

    /// Opens a connection, trying each server once.
    package func open() async throws(UpstreamError) -> UpstreamConnection {
        try await open(to: nil)
    }

    /// Opens a connection to an address that somebody else chose, or to the servers.
    func open(to address: SocketAddress?) async throws(UpstreamError) -> UpstreamConnection {
        guard inUse < settings.connections else { throw .exhausted }
        inUse += 1
        if inUse + idle.count > settings.connections, let oldest = idle.first { idleConnectionEnded(oldest) }
        do throws(UpstreamError) {
            if let address { return try await connect(to: address) }
            return try await connect()
        } catch {
            inUse -= 1
            throw error
        }
    }

    private func connect() async throws(UpstreamError) -> UpstreamConnection {
        var failure = UpstreamError.unresolved
        for _ in 0..<max(1, min(addresses.count, 4)) {
            guard let address = addresses.next(now: reactor.now) else { throw .unresolved }
            do throws(UpstreamError) {
                return try await connect(to: address)
            } catch .cancelled {
                throw .cancelled
            } catch {
                addresses.failed(address, now: reactor.now)
                failure = error
            }
        }
        throw failure
    }

    private func connect(to address: SocketAddress) async throws(UpstreamError) -> UpstreamConnection {
        let connection: UpstreamConnection
        do throws(SystemError) {
            let descriptor = try Socket.startConnecting(to: address)
            connection = try UpstreamConnection(descriptor, pool: self, reactor: reactor)
        } catch {
            throw .unreachable
        }
        do throws(UpstreamError) {
            try await connection.connected()
        } catch {
            connection.close()
            throw error
        }
        opened += 1
        return connection
    }

    func keep(_ connection: UpstreamConnection) {
        inUse -= 1
        if idle.count >= settings.keepAliveConnections {
            connection.close()
        } else {
            connection.becomeIdle(keepAliveTimeout)
            idle.append(connection)
        }
    }

    func drop(_ connection: UpstreamConnection) {
        inUse -= 1
        connection.close()
    }

    func idleConnectionEnded(_ connection: UpstreamConnection) {
        if let index = idle.lastIndex(where: { $0 === connection }) {
            idle.remove(at: index)
        }
        connection.close()
    }
}
