internal import Bytes
internal import EventLoop
internal import HTTP

extension ServerConnection {
    /// Answers every whole request that is there; who never stops sending waits for the next turn.
    ///
    /// Nothing is read or parsed while bytes are unsent: a client that does not read gets no further answers.
    func readRequests() {
        // A service may complete another connection's promise while it answers: the parser runs once at a
        // time.
        if server.isParsing {
            readLater()
            return
        }
        for _ in 0..<8 {
            guard state == .reading, output.isEmpty else { return }
            guard input.isEmpty ? readIntoShared() : readIntoOwn() else { return }
        }
        readLater()
    }

    /// Reads on after an answer that did not come from the parser's turn.
    func continueReading() {
        guard state == .reading, output.isEmpty else { return }
        if !input.isEmpty || mayRead { readRequests() }
    }

    private func readLater() {
        reactor.atEndOfTurn { [self] in continueReading() }
    }

    /// The usual turn: nothing was left over, so the bytes pass through the loop's shared buffer.
    ///
    /// Answers whether another turn has something to do at once.
    private func readIntoShared() -> Bool {
        server.input.removeAll()
        guard took(Received(from: descriptor, into: &server.input, atLeast: 4096)) else { return false }
        var consumed = 0
        let next = server.input.withReadable { bytes in parse(bytes, consumed: &consumed) }
        let left = server.input.count - consumed
        if left > 0, next.keepsRest {
            server.input.withReadable { input.append($0.extracting(consumed..<consumed + left)) }
        }
        return proceed(next)
    }

    /// Something was left over: the new bytes go behind it.
    private func readIntoOwn() -> Bool {
        // Only half a head is read on: whole requests that wait come first, so that the rest cannot grow.
        if scanned > 0 {
            guard mayRead, took(Received(from: descriptor, into: &input, atLeast: 4096)) else { return false }
        }
        // Outside of `self` while the service sees it: whatever that calls may touch this connection.
        var bytes = ByteBuffer()
        swap(&bytes, &input)
        var consumed = 0
        let next = bytes.withReadable { parse($0, consumed: &consumed) }
        bytes.consume(consumed)
        if !bytes.isEmpty, next.keepsRest { swap(&bytes, &input) }
        return proceed(next)
    }

    /// What the end of a turn leads to.
    private enum Next {
        /// All whole requests are answered.
        case read
        /// Enough is to be sent; more requests may be there.
        case full
        case close
        case work
        case wait
        case stream
        /// The connection was closed by what the service did.
        case gone

        var keepsRest: Bool {
            switch self {
            case .read, .full, .work, .wait: true
            case .close, .stream, .gone: false
            }
        }
    }

    /// Notes what a read says of the socket; false when nothing came.
    func took(_ received: Received) -> Bool {
        switch received.transfer {
        case .moved(let count) where count > 0:
            // A read that was not filled has emptied the socket; the next bytes make a new event (epoll(7)),
            // but the end of the stream makes none when it was told together with these bytes.
            if !received.wasFilled, !peerEnded { mayRead = false }
            return true
        case .wouldBlock:
            mayRead = false
            return false
        case .moved, .failed:
            mayRead = false
            close()
            return false
        }
    }

    private func parse(_ bytes: RawSpan, consumed: inout Int) -> Next {
        server.output.removeAll()
        server.isParsing = true
        defer { server.isParsing = false }
        while consumed < bytes.byteCount {
            if server.output.count > server.limits.pendingOutput { return .full }
            let head = server.scratchHead
            let result = RequestParser.parse(
                bytes.extracting(consumed..<bytes.byteCount), scanned: Int(scanned),
                limits: server.limits.head, into: head)
            switch result {
            case .needMore(let searched):
                if scanned == 0 { reactor.setTimeout(descriptor, server.headTimeout) }
                scanned = Int32(truncatingIfNeeded: max(1, searched))
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
        clientIsDone = !head.keepAlive
        closesAfterResponse = clientIsDone || server.isDraining
        guard !head.hasBody else { return .work }
        let answer = server.service.answer(
            ImmediateRequest(head: head, peer: peer, closes: closesAfterResponse, connection: self),
            into: &server.output)
        if state == .closed { return .gone }
        switch answer {
        case .answered: return closesAfterResponse ? .close : nil
        case .answeredAndClose:
            return .close
        case .needsRunner: return .work
        case .deferred:
            state = .deferred
            return .wait
        case .stream:
            state = .streaming
            return .stream
        }
    }

    private func proceed(_ next: Next) -> Bool {
        switch next {
        case .read:
            guard finishTurn(), output.isEmpty else { return false }
            if mayRead { return true }
            // Half a head keeps the time that began with its first byte.
            if input.isEmpty { reactor.setTimeout(descriptor, server.idleTimeout) }
        case .full:
            return finishTurn() && output.isEmpty
        case .close:
            if finishTurn() { closeWhenSent() }
        case .wait, .stream:
            reactor.clearTimeout(descriptor)
            if finishTurn(), peerEnded { clientLeft() }
        case .work:
            startWork()
        case .gone:
            break
        }
        return false
    }

    /// Sends a refusal and closes.
    func refuse(_ refusal: Refusal) {
        server.output.removeAll()
        server.service.refuse(refusal, into: &server.output)
        clientIsDone = false
        if finishTurn() { closeWhenSent() }
    }
}
