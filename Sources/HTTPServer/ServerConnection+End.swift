internal import Bytes
internal import EventLoop

/// Ending a connection so that its last response arrives.
///
/// A socket that is closed with unread bytes, or that gets more afterwards, answers with a reset, and a reset
/// can destroy what the client has not read yet (RFC 9112 section 9.6). So unless the client has said that it
/// sends no more, only our direction is ended, and what comes is read and dropped, for a bounded time and
/// up to a bound of bytes.
extension ServerConnection {
    /// The most that is read and dropped after the last response.
    private static let mostDropped: Int32 = 8 * 1024 * 1024

    /// Ends the connection once all output is sent.
    func closeWhenSent() {
        state = .closing
        if output.isEmpty {
            linger()
        } else {
            reactor.setTimeout(descriptor, server.bodyTimeout)
        }
    }

    /// Nobody waits for the answer any more; what is unsent of earlier ones may still be read.
    func clientLeft() {
        stream?.connectionClosed()
        closeWhenSent()
    }

    func linger() {
        if clientIsDone, input.isEmpty, !mayRead {
            close()
            return
        }
        input.releaseMemory()
        Socket.endSending(descriptor)
        state = .lingering
        reactor.setTimeout(descriptor, server.lingerTimeout)
        mayRead = true
        dropInput()
    }

    /// Reads and forgets what a client sends into an event stream or behind its last request, some each turn.
    func dropInput() {
        for _ in 0..<8 {
            guard mayRead, state == .streaming || state == .lingering else { return }
            server.waste.removeAll()
            guard took(Received(from: descriptor, into: &server.waste, atLeast: 4096)) else { return }
            if state == .lingering {
                dropped += Int32(truncatingIfNeeded: server.waste.count)
                if dropped > Self.mostDropped { close() }
            }
        }
        reactor.atEndOfTurn { [self] in dropInput() }
    }
}
