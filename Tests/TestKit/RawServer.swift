import Foundation
import Glibc
import Synchronization

/// A blocking TCP server whose answers a test scripts: one thread, one connection after the other.
package final class RawServer: Sendable {
    /// What it does with the connections that come.
    package enum Welcome {
        /// The script is called for each.
        case script
        /// They stay in a backlog that holds one.
        case silence
        /// They are refused until `open`.
        case refusal
    }

    /// Where it listens on 127.0.0.1.
    package let port: UInt16
    private let descriptor: Int32
    private let state = Mutex((isOpen: false, isStopped: false))
    private let script: @Sendable (RawClient, Int) throws -> Void

    /// Takes a port; the script is called for each connection, with its number from 0.
    package init(
        _ welcome: Welcome = .script,
        script: @escaping @Sendable (RawClient, Int) throws -> Void = { _, _ in }
    ) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        descriptor = listener
        self.script = script
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            // Sound: a sockaddr_in is one of the forms of sockaddr.
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = getsockname(listener, $0, &length)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        switch welcome {
        case .script: open()
        case .silence: listen(listener, 0)
        case .refusal: break
        }
    }

    deinit { stop() }

    /// Takes connections from now on.
    package func open() {
        state.withLock { $0.isOpen = true }
        listen(descriptor, 64)
        Thread.detachNewThread { [descriptor, script] in
            var number = 0
            while true {
                let connection = accept(descriptor, nil, nil)
                if connection < 0 { break }
                try? script(RawClient(descriptor: connection), number)
                number += 1
            }
            // Not before: its number could be another server's by the next accept.
            close(descriptor)
        }
    }

    /// Ends the thread; connections that wait are refused from now on.
    package func stop() {
        let before = state.withLock { state in
            defer { state.isStopped = true }
            return state
        }
        if before.isStopped { return }
        shutdown(descriptor, Int32(SHUT_RDWR))
        if !before.isOpen { close(descriptor) }
    }
}
