internal import CLinux

/// What epoll says of a descriptor.
package struct Readiness: OptionSet, Sendable {
    /// The bits of `epoll_event.events`.
    package let rawValue: UInt32

    /// A set from epoll's bits.
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Bytes (or a connection, or the end of the stream) can be read.
    package static let readable = Readiness(rawValue: EPOLLIN.rawValue)
    /// Bytes can be written, or a connect has ended.
    package static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
    /// The peer sends no more.
    package static let peerClosed = Readiness(rawValue: EPOLLRDHUP.rawValue)
    /// Both directions are closed.
    package static let hungUp = Readiness(rawValue: EPOLLHUP.rawValue)
    /// The socket has an error.
    package static let failed = Readiness(rawValue: EPOLLERR.rawValue)
    /// Report changes only: each event is told once, and the handler drains.
    package static let edgeTriggered = Readiness(rawValue: EPOLLET.rawValue)

    /// What a connection registers with once and for all: every change, told once.
    package static let connection: Readiness = [.readable, .writable, .peerClosed, .edgeTriggered]
}
