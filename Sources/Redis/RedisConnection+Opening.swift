internal import CHiredis
import EventLoop
import Glibc

extension RedisConnection {
    /// A context whose connect has begun, not attached to anything yet.
    static func open(
        _ address: SocketAddress
    ) throws(RedisError) -> UnsafeMutablePointer<redisAsyncContext> {
        blockBrokenPipeSignal()
        let context =
            switch address {
            case .unix(let path): redisAsyncConnectUnix(path)
            case .v4(_, let port), .v6(_, _, let port): redisAsyncConnect(numericHost(address), Int32(port))
            }
        guard let context else { throw .unreachable(ENOMEM) }
        if context.pointee.err != 0 {
            let code = errno
            redisAsyncFree(context)
            throw .unreachable(code)
        }
        // hiredis opens its sockets without it, and children shall not inherit them.
        _ = fcntl(context.pointee.c.fd, F_SETFD, FD_CLOEXEC)
        return context
    }

    private static func numericHost(_ address: SocketAddress) -> String {
        let text = address.description
        let host = text[..<(text.lastIndex(of: ":") ?? text.endIndex)]
        return host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : String(host)
    }

    /// Blocks SIGPIPE on the loop's thread, so that a closed peer is an error code.
    ///
    /// hiredis writes with write(2), which would signal it.
    private static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
