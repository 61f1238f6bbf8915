import Glibc
internal import CLinux

/// Making sockets: all non-blocking, close-on-exec and without Nagle's delay.
package enum Socket {
    /// A listening socket.
    ///
    /// With `sharesPort`, others of this machine may listen on the same port (SO_REUSEPORT).
    package static func listen(
        on address: SocketAddress, backlog: Int32 = 4096, sharesPort: Bool = true
    ) throws(SystemError) -> Int32 {
        let descriptor = try open(address)
        do throws(SystemError) {
            if case .unix(let path) = address {
                unlink(path)
            } else {
                try set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
                if sharesPort { try set(descriptor, SOL_SOCKET, SO_REUSEPORT, 1) }
                // Inherited by every accepted connection, which so needs no call of its own.
                try set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
                if case .v6 = address { try set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
            }
            try SystemCall.check("bind", address.withKernelForm { Glibc.bind(descriptor, $0, $1) })
            try SystemCall.check("listen", Glibc.listen(descriptor, backlog))
            return descriptor
        } catch {
            SystemCall.close(descriptor)
            throw error
        }
    }

    /// A socket whose connection has begun; it is writable once connected or refused (`pendingError` tells).
    package static func startConnecting(to address: SocketAddress) throws(SystemError) -> Int32 {
        let descriptor = try open(address)
        do throws(SystemError) {
            if address.family != AF_UNIX { try set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1) }
            let result = address.withKernelForm { Glibc.connect(descriptor, $0, $1) }
            // A Unix socket whose backlog is full answers EAGAIN and will never become writable: a failure.
            if result < 0, errno != EINPROGRESS { throw SystemError(call: "connect", code: errno) }
            return descriptor
        } catch {
            SystemCall.close(descriptor)
            throw error
        }
    }

    /// The error that a connect or a send left on the socket, or 0; asking clears it.
    package static func pendingError(_ descriptor: Int32) -> Int32 {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 ? code : errno
    }

    /// The address that a socket is bound to: how a test learns the port that the kernel chose.
    package static func localAddress(_ descriptor: Int32) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return result == 0 ? SocketAddress(storage) : nil
    }

    /// Ends the sending direction; the peer reads the end of the stream.
    package static func endSending(_ descriptor: Int32) {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// What `accept` came to.
    package enum Accepted {
        /// A connection and who made it.
        case connection(Int32, SocketAddress)
        /// Nobody waits.
        case none
        /// The process or the machine is out of descriptors or memory.
        case exhausted
    }

    /// Takes one waiting connection.
    package static func accept(_ listener: Int32) -> Accepted {
        while true {
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let descriptor = withUnsafeMutablePointer(to: &storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    clinux_accept4(
                        listener, $0, &length,
                        Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue))
                }
            }
            if descriptor >= 0 {
                return .connection(descriptor, SocketAddress(storage) ?? .unix(""))
            }
            switch errno {
            case EAGAIN: return .none
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
            // The one connection failed (accept(2), network errors): take the next.
            case EINTR, ECONNABORTED, EPROTO, ENOPROTOOPT, EPERM, ETIMEDOUT, ENETDOWN, ENETUNREACH, EHOSTDOWN,
                EHOSTUNREACH, ENONET:
                continue
            // Nothing that trying again at once would mend; a pause does not spin.
            default: return .exhausted
            }
        }
    }

    private static func open(_ address: SocketAddress) throws(SystemError) -> Int32 {
        try SystemCall.check(
            "socket",
            socket(
                address.family,
                Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        )
    }

    private static func set(
        _ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32
    ) throws(SystemError) {
        var value = value
        try SystemCall.check(
            "setsockopt", setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size)))
    }
}
