internal import Bytes
internal import EventLoop
internal import HTTP

extension ServerConnection {
    /// Answers every whole request that is there; a client that never stops sending waits for the next turn.
    func readRequests() {
        for _ in 0..<8 {
            if input.isEmpty {
                readIntoShared()
            } else {
                readIntoOwn()
            }
            guard state == .reading, mayRead, output.isEmpty else { return }
        }
        reactor.atEndOfTurn { [weak self] in self?.continueReading() }
    }

    /// The usual turn: nothing was left over, so the bytes pass through the loop's shared buffer.
    private func readIntoShared() {
        server.input.removeAll()
        guard receive(into: &server.input) else { return }
        server.output.removeAll()
        var consumed = 0
        let next = server.input.withReadable { bytes in parse(bytes, consumed: &consumed) }
        if state == .closed { return }
        let left = server.input.count - consumed
        if left > 0, next != .close {
            server.input.withReadable { input.append($0.extracting(consumed..<consumed + left)) }
        }
        proceed(next)
    }

    /// Half a head was left over: the new bytes go behind it.
    private func readIntoOwn() {
        if mayRead { guard receive(into: &input) else { return } }
        server.output.removeAll()
        var consumed = 0
        let next = input.withReadable { bytes in parse(bytes, consumed: &consumed) }
        if state == .closed { return }
        input.consume(consumed)
        if input.isEmpty { input.releaseMemory() }
        proceed(next)
    }

    /// What the end of a turn leads to.
    private enum Next {
        case read
        case close
        case work
        case wait
    }

    func receive(into buffer: inout ByteBuffer) -> Bool {
        var transfer = SystemCall.Transfer.wouldBlock
        var wanted = 0
        _ = buffer.withFree(minimum: 4096) { free in
            wanted = free.count
            transfer = SystemCall.read(descriptor, into: free)
            if case .moved(let count) = transfer { return count }
            return 0
        }
        switch transfer {
        case .moved(0):
            endOfInput()
            return false
        case .moved(let count):
            // A read that was not filled has emptied the socket; the next bytes make a new event (epoll(7)).
            if count < wanted { mayRead = false }
            return true
        case .wouldBlock:
            mayRead = false
            if peerEnded { close() }
            return !input.isEmpty
        case .failed:
            close()
            return false
        }
    }

    private func endOfInput() {
        mayRead = false
        peerEnded = true
        close()
    }

    private func parse(_ bytes: RawSpan, consumed: inout Int) -> Next {
        while consumed < bytes.byteCount {
            let head = server.scratchHead
            let result = RequestParser.parse(
                bytes.extracting(consumed..<bytes.byteCount), scanned: scanned, limits: server.limits.head,
                into: head)
            switch result {
            case .needMore(let searched):
                if scanned == 0 { reactor.setTimeout(descriptor, server.headTimeout) }
                scanned = max(1, searched)
                return .read
            case .failed(let error):
                server.service.refuse(.malformed(error), into: &server.output)
                return .close
            case .complete(let count):
                consumed += count
                scanned = 0
                if let next = serve(head) { return next }
            }
        }
        return .read
    }

    /// Serves one request; nil when it is answered and the next may follow.
    private func serve(_ head: RequestHead) -> Next? {
        requestCount &+= 1
        closesAfterResponse = !head.keepAlive || server.isDraining
        guard !head.hasBody else { return .work }
        let answer = server.service.answer(
            ImmediateRequest(head: head, peer: peer, closes: closesAfterResponse, connection: self),
            into: &server.output)
        switch answer {
        case .answered: return closesAfterResponse ? .close : nil
        case .answeredAndClose: return .close
        case .needsRunner: return .work
        case .deferred:
            state = .deferred
            return .wait
        case .stream:
            state = .streaming
            return .wait
        }
    }

    private func proceed(_ next: Next) {
        switch next {
        case .read:
            guard finishTurn(closes: false) else { return }
            if mayRead { return }
            if peerEnded, output.isEmpty {
                close()
            } else if input.isEmpty {
                reactor.setTimeout(descriptor, server.idleTimeout)
            }
        case .close:
            _ = finishTurn(closes: true)
        case .wait:
            reactor.clearTimeout(descriptor)
            _ = finishTurn(closes: false)
        case .work:
            startWork()
        }
    }

    /// Gives the parsed request to a runner, behind whatever was answered in this turn.
    private func startWork() {
        guard finishTurn(closes: false) else { return }
        let exchange = server.takeExchange()
        swap(&exchange.head, &server.scratchHead)
        exchange.begin(on: self)
        self.exchange = exchange
        state = .working
        reactor.clearTimeout(descriptor)
        guard let ticket = reactor.runners.start(exchange) else {
            self.exchange = nil
            server.giveBack(exchange)
            refuse(.overloaded)
            return
        }
        exchange.ticket = ticket
    }

    /// Sends a refusal and closes.
    func refuse(_ refusal: Refusal) {
        server.output.removeAll()
        server.service.refuse(refusal, into: &server.output)
        state = .reading
        _ = finishTurn(closes: true)
    }

    /// Reads and forgets what a client sends into an event stream, a bounded amount a turn.
    func discardInput() {
        for _ in 0..<4 where mayRead {
            server.input.removeAll()
            guard receive(into: &server.input) else { return }
        }
    }
}
