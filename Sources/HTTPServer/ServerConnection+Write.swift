internal import Bytes
internal import EventLoop

extension ServerConnection {
    /// Sends what this turn has put into the server's shared output; false when the connection is closed now.
    func finishTurn() -> Bool {
        if !send(&server.output) { close() }
        return state != .closed
    }

    /// Sends what the socket takes of a shared buffer and keeps the rest; false when the socket has failed.
    private func send(_ bytes: inout ByteBuffer) -> Bool {
        if bytes.isEmpty { return true }
        guard output.isEmpty else {
            // The time of the bytes that wait already goes on.
            bytes.withReadable { output.append($0) }
            return true
        }
        switch bytes.withUnsafeReadable({ SystemCall.write(descriptor, $0) }) {
        case .moved(let count):
            bytes.consume(count)
            if bytes.isEmpty { return true }
        case .wouldBlock: break
        case .failed: return false
        }
        bytes.withReadable { output.append($0) }
        reactor.setTimeout(descriptor, server.bodyTimeout)
        return true
    }

    /// Goes on with unsent bytes when the socket takes more.
    func resumeWriting() {
        switch output.withUnsafeReadable({ SystemCall.write(descriptor, $0) }) {
        case .moved(let count):
            output.consume(count)
            if !output.isEmpty {
                reactor.setTimeout(descriptor, server.bodyTimeout)
            } else {
                sentEverything()
            }
        case .wouldBlock: break
        case .failed: close()
        }
    }

    private func sentEverything() {
        output.releaseMemory()
        switch state {
        case .closing: linger()
        case .reading:
            startWaiting()
            continueReading()
        case .working:
            // A handler that waits for this client has its own time.
            if exchange?.isWaiting == true {
                reactor.setTimeout(descriptor, server.bodyTimeout)
            } else {
                reactor.clearTimeout(descriptor)
            }
        case .streaming, .deferred: reactor.clearTimeout(descriptor)
        case .lingering, .closed: break
        }
    }

    // MARK: Promised answers and events

    func awaitsDeferred(_ request: UInt32) -> Bool {
        state == .deferred && requestCount == request
    }

    /// Whether the service is being asked for the answer to this request right now.
    func isAsking(_ request: UInt32) -> Bool {
        state == .reading && server.isParsing && requestCount == request
    }

    func completeDeferred(_ write: (inout ByteBuffer) -> Void) {
        state = .reading
        sendPiece(write)
        if state == .closed { return }
        if closesAfterResponse || server.isDraining {
            closeWhenSent()
        } else if output.isEmpty {
            startWaiting()
            continueReading()
        }
    }

    func sendEvent(_ write: (inout ByteBuffer) -> Void) -> Bool {
        guard state == .streaming else { return false }
        sendPiece(write)
        if output.count > server.limits.pendingOutput { close() }
        return state != .closed
    }

    func endStream(_ write: (inout ByteBuffer) -> Void) {
        if sendEvent(write) { closeWhenSent() }
    }

    /// Sends what a closure appends to a buffer of the server's that it may ask for again meanwhile.
    ///
    /// Not the parser's output: a service may keep one connection's promise while it answers another's
    /// request.
    private func sendPiece(_ write: (inout ByteBuffer) -> Void) {
        var piece = ByteBuffer()
        swap(&piece, &server.piece)
        write(&piece)
        if state != .closed, !send(&piece) { close() }
        piece.removeAll()
        if piece.allocatedBytes <= 64 * 1024 { swap(&piece, &server.piece) }
    }
}
