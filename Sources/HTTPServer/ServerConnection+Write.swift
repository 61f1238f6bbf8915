internal import Bytes
internal import EventLoop

extension ServerConnection {
    /// Sends what this turn has put into the server's shared output; false when the connection is closed now.
    func finishTurn(closes: Bool) -> Bool {
        if !server.output.isEmpty { sendShared() }
        if state == .closed { return false }
        if closes {
            closeWhenSent()
            return false
        }
        return true
    }

    private func sendShared() {
        guard output.isEmpty else {
            server.output.withReadable { output.append($0) }
            return
        }
        switch server.output.withUnsafeReadable({ SystemCall.write(descriptor, $0) }) {
        case .moved(let count):
            if count < server.output.count {
                server.output.consume(count)
                keepUnsent()
            }
        case .wouldBlock: keepUnsent()
        case .failed: close()
        }
    }

    private func keepUnsent() {
        server.output.withReadable { output.append($0) }
        reactor.setTimeout(descriptor, server.bodyTimeout)
    }

    private func closeWhenSent() {
        if output.isEmpty {
            lingerAndClose()
        } else {
            state = .closing
            reactor.setTimeout(descriptor, server.bodyTimeout)
        }
    }

    /// Ends our direction first and drops what is unread, so that a reset does not destroy the last response.
    private func lingerAndClose() {
        Socket.endSending(descriptor)
        server.input.removeAll()
        for _ in 0..<16 {
            let transfer = readAndDrop()
            if case .moved(let count) = transfer, count > 0 { continue }
            break
        }
        close()
    }

    private func readAndDrop() -> SystemCall.Transfer {
        var transfer = SystemCall.Transfer.wouldBlock
        server.input.removeAll()
        _ = server.input.withFree(minimum: 4096) { free in
            transfer = SystemCall.read(descriptor, into: free)
            return 0
        }
        return transfer
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
        case .closing: lingerAndClose()
        case .reading:
            reactor.setTimeout(descriptor, server.idleTimeout)
            continueReading()
        case .streaming, .working, .deferred: reactor.clearTimeout(descriptor)
        case .closed: break
        }
    }

    // MARK: Events

    func sendEvent(_ write: (inout ByteBuffer) -> Void) -> Bool {
        guard state == .streaming else { return false }
        server.output.removeAll()
        write(&server.output)
        if output.count + server.output.count > server.limits.pendingOutput {
            close()
            return false
        }
        sendShared()
        return state != .closed
    }

    func endStream(_ write: (inout ByteBuffer) -> Void) {
        guard sendEvent(write) else { return }
        closeWhenSent()
    }
}
