internal import Bytes
internal import EventLoop

extension ServerConnection {
    /// Reads body bytes into the connection's own buffer; false when the client is gone.
    func receiveBody() -> Bool {
        input.reserve(32 * 1024)
        var transfer = SystemCall.Transfer.wouldBlock
        var wanted = 0
        _ = input.withFree(minimum: 1) { free in
            wanted = free.count
            transfer = SystemCall.read(descriptor, into: free)
            if case .moved(let count) = transfer { return count }
            return 0
        }
        switch transfer {
        case .moved(0):
            close()
            return false
        case .moved(let count):
            if count < wanted { mayRead = false }
            return true
        case .wouldBlock:
            mayRead = false
            if peerEnded { close() }
            return state != .closed
        case .failed:
            close()
            return false
        }
    }

    /// Takes the connection back from a runner.
    func exchangeEnded(_ exchange: Exchange, keepsAlive: Bool) {
        self.exchange = nil
        server.giveBack(exchange)
        if state == .closed { return }
        state = .reading
        if input.isEmpty { input.releaseMemory() }
        server.output.removeAll()
        if !keepsAlive || server.isDraining || peerEnded && !mayRead && input.isEmpty {
            _ = finishTurn(closes: true)
            return
        }
        reactor.setTimeout(descriptor, server.idleTimeout)
        continueReading()
    }
}
