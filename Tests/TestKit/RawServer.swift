import Foundation
import Glibc
import Synchronization

/// A blocking TCP server whose answers a test scripts: one thread, one connection after the other.
package final class RawServer: Sendable {
    /// Where it listens on 127.0.0.1.
    package let port: UInt16
    private let descriptor: Int32
    private let isStopped = Mutex(false)

    /// Listens, and calls the script for each connection, with its number from 0.
    ///
    /// Port 0 lets the kernel choose one. With `accepts` false the connections stay in the backlog, which holds one.
    package init(
        port wanted: UInt16 = 0, accepts: Bool = true,
        script: @escaping @Sendable (RawClient, Int) throws -> Void = { _, _ in }
    ) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        descriptor = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = wanted.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            // Sound: a sockaddr_in is one of the forms of sockaddr.
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = listen(listener, accepts ? 64 : 0)
                _ = getsockname(listener, $0, &length)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard accepts else { return }
        Thread.detachNewThread {
            var number = 0
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 { return }
                try? script(RawClient(descriptor: connection), number)
                number += 1
            }
        }
    }

    deinit { stop() }

    /// Ends the thread; connections that wait are refused from now on.
    package func stop() {
        let wasStopped = isStopped.withLock { stopped in
            defer { stopped = true }
            return stopped
        }
        if wasStopped { return }
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }
}
