package import EventLoop
package import Settings

extension ListenAddress {
    /// The socket addresses that it stands for.
    package var socketAddresses: [SocketAddress] {
        switch self {
        case .address(let address, let port):
            if let four = address.ipv4 { return [.v4(four, port: port)] }
            return [.v6(address.high, address.low, port: port)]
        case .everywhere(let port): return [.v4(0, port: port), .v6(0, 0, port: port)]
        case .unix(let path): return [.unix(path)]
        }
    }
}

extension [ListenAddress] {
    /// Opens every address once a loop, so that the kernel spreads connections over them (SO_REUSEPORT).
    ///
    /// Throws what cannot be listened on, with its address.
    package func openListeners(loops: Int) throws(ServiceStartError) -> [[Int32]] {
        var descriptors = Array<[Int32]>(repeating: [], count: loops)
        for listen in self {
            for address in listen.socketAddresses {
                var bound = address
                for loop in 0..<loops {
                    if case .unix = address, loop > 0 { continue }
                    do throws(SystemError) {
                        let descriptor = try Socket.listen(on: bound)
                        // A port of the kernel's choice is chosen once and then shared.
                        bound = Socket.localAddress(descriptor) ?? bound
                        if case .unix = address { bound = address }
                        descriptors[loop].append(descriptor)
                    } catch {
                        throw .listen("\(address): \(error)")
                    }
                }
            }
        }
        return descriptors
    }
}
