internal import Bytes
internal import EventLoop
internal import HTTP

extension ServerConnection {
    /// Gives the parsed request to a runner, behind whatever was answered in this turn.
    func startWork() {
        guard finishTurn() else { return }
        if peerEnded, !server.scratchHead.hasBody {
            clientLeft()
            return
        }
        let exchange = server.takeExchange()
        swap(&exchange.head, &server.scratchHead)
        exchange.begin(on: self)
        self.exchange = exchange
        state = .working
        if output.isEmpty { reactor.clearTimeout(descriptor) }
        guard let ticket = reactor.runners.start(exchange, leaving: reactor.runners.maximum / 8) else {
            self.exchange = nil
            server.giveBack(exchange)
            refuse(.overloaded)
            return
        }
        exchange.ticket = ticket
    }

    /// Reads body bytes into the connection's own buffer; false when the client is gone.
    func receiveBody() -> Bool {
        _ = took(Received(from: descriptor, into: &input, atLeast: 32 * 1024))
        return state != .closed
    }

    /// Takes the connection back from a runner.
    func exchangeEnded(_ exchange: Exchange, keepsAlive: Bool) {
        self.exchange = nil
        if !exchange.bodyIsComplete { clientIsDone = false }
        server.giveBack(exchange)
        if state == .closed { return }
        if input.isEmpty { input.releaseMemory() }
        if !keepsAlive || server.isDraining {
            closeWhenSent()
            return
        }
        state = .reading
        startWaiting()
        continueReading()
    }
}
