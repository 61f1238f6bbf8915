internal import EventLoop

/// The addresses behind an upstream's servers: numeric ones at once, names as the resolver finds them.
final class UpstreamAddresses {
    private struct Server {
        let host: String
        let port: UInt16
    }

    private struct Address {
        let address: SocketAddress
        var restsUntil: LoopInstant
    }

    private let settings: UpstreamSettings
    private let fixed: [SocketAddress]
    private let names: [Server]
    private let loop: Loop
    private let resolver: NameResolver
    private var resolved: [[SocketAddress]]
    private var isPending: [Bool]
    private var addresses: [Address] = []
    private var turn = 0

    init(_ settings: UpstreamSettings, on loop: isolated Loop, resolver: NameResolver) {
        self.settings = settings
        self.loop = loop
        self.resolver = resolver
        var fixed: [SocketAddress] = []
        var names: [Server] = []
        for server in settings.servers {
            if let address = SocketAddress(server) {
                fixed.append(address)
            } else if let colon = server.lastIndex(of: ":"),
                let port = UInt16(server[server.index(after: colon)...])
            {
                names.append(Server(host: String(server[..<colon]), port: port))
            }
        }
        self.fixed = fixed
        self.names = names
        resolved = Array(repeating: [], count: names.count)
        isPending = Array(repeating: false, count: names.count)
        rebuild()
        if !names.isEmpty { resolveAll(loop.reactor) }
    }

    var count: Int { addresses.count }

    /// The next address in turn, one that rests only when all do.
    func next(now: LoopInstant) -> SocketAddress? {
        guard !addresses.isEmpty else { return nil }
        let first = (turn + 1) % addresses.count
        turn = first
        for _ in 0..<addresses.count {
            if addresses[turn].restsUntil <= now { return addresses[turn].address }
            turn = (turn + 1) % addresses.count
        }
        turn = first
        return addresses[first].address
    }

    /// Notes that an address took no connection.
    func failed(_ address: SocketAddress, now: LoopInstant) {
        guard let index = addresses.firstIndex(where: { $0.address == address }) else { return }
        addresses[index].restsUntil = now.advanced(by: settings.restAfterFailure)
    }

    private func rebuild() {
        let old = addresses
        addresses = (fixed + resolved.flatMap(\.self)).map { address in
            let known = old.first { $0.address == address }
            return known ?? Address(address: address, restsUntil: LoopInstant(nanoseconds: 0))
        }
    }

    /// Looks every name up; a look-up that takes longer than the pause between them is not begun twice.
    private func resolveAll(_ reactor: Reactor) {
        for (index, name) in names.enumerated() where !isPending[index] {
            isPending[index] = true
            resolver.resolve(name.host, port: name.port, on: loop) { [reference = Reference(self)] _, found in
                reference.owner?.arrived(index, found)
            }
        }
        reactor.after(settings.resolveEvery) { [weak self, unowned reactor] in self?.resolveAll(reactor) }
    }

    /// A failed look-up keeps the addresses that were known.
    private func arrived(_ index: Int, _ found: [SocketAddress]) {
        isPending[index] = false
        guard !found.isEmpty, found != resolved[index] else { return }
        resolved[index] = found
        rebuild()
    }

    // Sound: made and read on the loop's thread only; it just passes through the resolver's thread.
    private final class Reference: @unchecked Sendable {
        weak var owner: UpstreamAddresses?
        init(_ owner: UpstreamAddresses) { self.owner = owner }
    }
}
