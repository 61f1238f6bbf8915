import Glibc

/// Resolves host names on the blocking pool, never on a loop.
package struct NameResolver: Sendable {
    let pool: BlockingPool

    /// A resolver that uses a pool's threads.
    package init(pool: BlockingPool) {
        self.pool = pool
    }

    /// Looks a name up; `done` is called on the loop with at most 16 addresses, empty when there is none.
    package func resolve(
        _ host: String, port: UInt16, on loop: Loop,
        done: @escaping @Sendable (Reactor, [SocketAddress]) -> Void
    ) {
        let queued = pool.submit {
            let addresses = Self.lookUp(host, port: port)
            loop.post { done($0, addresses) }
        }
        if !queued { loop.post { done($0, []) } }
    }

    /// Looks a name up and blocks while it does.
    package static func lookUp(_ host: String, port: UInt16) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = list
        while let entry = next, found.count < 16 {
            var storage = sockaddr_storage()
            if let address = entry.pointee.ai_addr {
                // Sound: getaddrinfo states the length of each address, and it is clipped to the storage.
                withUnsafeMutableBytes(of: &storage) { bytes in
                    bytes.copyMemory(
                        from: UnsafeRawBufferPointer(
                            start: address, count: min(Int(entry.pointee.ai_addrlen), bytes.count)))
                }
            }
            switch SocketAddress(storage) {
            case .v4(let four, _): found.append(.v4(four, port: port))
            case .v6(let high, let low, _): found.append(.v6(high, low, port: port))
            case .unix, nil: break
            }
            next = entry.pointee.ai_next
        }
        return found
    }
}

extension NameResolver {
    /// Runs other blocking work on the same threads; false when too much waits.
    @discardableResult
    package func runBlocking(_ work: @escaping @Sendable () -> Void) -> Bool {
        pool.submit(work)
    }
}
