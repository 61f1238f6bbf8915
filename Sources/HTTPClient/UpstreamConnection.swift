package import Bytes
package import EventLoop
package import HTTP

/// One connection to an upstream, leased to one request at a time.
package final class UpstreamConnection: EventHandler {
    /// The response's head, once `readHead` has returned.
    package let head = ResponseHead()
    /// Whether earlier requests went over this connection: it may have been closed since.
    package private(set) var isReused = false
    /// Bytes of the response body that were read.
    package private(set) var bodyBytes = 0
    /// Whether the upstream got less than a whole request: nothing may follow, so the connection is not kept.
    ///
    /// `send` sets it when it stops early; whoever ends an upload for another reason sets it too.
    package var requestIsCut = false

    let descriptor: Int32
    private let pool: UpstreamPool
    private let reactor: Reactor
    private let parking: Parking
    private var input = ByteBuffer()
    private var body = BodyDecoder(.none)
    private var mayRead = false
    /// Whether the upstream ended its sending direction; unread bytes may precede that end.
    private var peerEnded = false
    private(set) var isClosed = false
    private var isIdle = false
    /// Whether a final response's head was read since the lease began.
    private var hasResponse = false
    private var reads: UInt8 = 0

    init(_ descriptor: Int32, pool: UpstreamPool, reactor: Reactor) throws(SystemError) {
        self.descriptor = descriptor
        self.pool = pool
        self.reactor = reactor
        parking = Parking(reactor)
        do {
            try reactor.add(descriptor, .connection, handler: self)
        } catch {
            SystemCall.close(descriptor)
            throw error
        }
    }

    // MARK: Events

    /// Notes what came and wakes the request that waits; an idle connection that moves is no longer good.
    package func ready(_ readiness: Readiness) {
        if readiness.contains(.readable) { mayRead = true }
        if !readiness.isDisjoint(with: [.peerClosed, .failed, .hungUp]) {
            mayRead = true
            peerEnded = true
        }
        if isIdle {
            // The registration's first event says only that it is writable.
            if mayRead { pool.idleConnectionEnded(self) }
        } else if parking.isOccupied {
            parking.wake()
        }
    }

    /// The idle time is over.
    package func timedOut() {
        if isIdle { pool.idleConnectionEnded(self) } else if parking.isOccupied { parking.wake(.timedOut) }
    }

    // MARK: Connecting

    func connected() async throws(UpstreamError) {
        let wake = await parking.park(reactor, atMost: pool.settings.connectTimeout)
        switch wake {
        case .ready: break
        case .timedOut: throw .connectTimeout
        case .cancelled: throw .cancelled
        }
        guard Socket.pendingError(descriptor) == 0 else { throw .unreachable }
    }

    // MARK: Sending

    /// Sends all of a buffer; waits while the upstream takes nothing.
    ///
    /// Returns false when the upstream has answered before it took everything: read its response then.
    package func send(_ bytes: inout ByteBuffer) async throws(UpstreamError) -> Bool {
        while !bytes.isEmpty {
            switch bytes.withUnsafeReadable({ SystemCall.write(descriptor, $0) }) {
            case .moved(let count): bytes.consume(count)
            case .wouldBlock:
                if mayRead {
                    requestIsCut = true
                    return false
                }
                try await wait(pool.idleTimeout)
            case .failed:
                // The upstream may have answered and closed: what it said can still be read.
                requestIsCut = true
                if mayRead { return false }
                throw .closed
            }
        }
        return true
    }

    /// Whether the upstream has said something, perhaps before it took the whole request.
    ///
    /// Whoever stops sending because of it sets `requestIsCut`.
    package var hasSpoken: Bool { mayRead || !input.isEmpty }

    // MARK: Receiving

    /// Reads the response's head into `head`; interim responses are passed over.
    ///
    /// The time for the first byte is for the whole head too: single bytes do not make it longer than twice.
    package func readHead(method: Method) async throws(UpstreamError) {
        let deadline = reactor.now.advanced(by: pool.settings.firstByteTimeout)
        var scanned = 0
        var interim = 0
        while true {
            if let isFinal = try parseHead(method, &scanned) {
                if isFinal { break }
                interim += 1
                guard interim <= 8 else { throw .malformed }
                continue
            }
            guard try await receive(pool.firstByteTimeout) else { throw .closed }
            if reactor.now > deadline { throw .timeout }
        }
        hasResponse = true
        body = BodyDecoder(head.framing, limits: pool.settings.head)
        bodyBytes = 0
    }

    /// Parses one head that is there; answers whether it is the final one, nil when it is not whole yet.
    private func parseHead(_ method: Method, _ scanned: inout Int) throws(UpstreamError) -> Bool? {
        let searched = scanned
        let result = input.withReadable {
            ResponseParser.parse($0, scanned: searched, to: method, limits: pool.settings.head, into: head)
        }
        switch result {
        case .complete(let count):
            input.consume(count)
            scanned = 0
            return !head.isInterim
        case .needMore(let searched):
            scanned = searched
            return nil
        case .failed:
            throw .malformed
        }
    }

    /// Appends the next decoded bytes of the body; false at its end.
    package func readBody(into sink: inout ByteBuffer) async throws(UpstreamError) -> Bool {
        while true {
            if try takeBody(into: &sink) { return true }
            if body.isComplete { return false }
            guard try await receive(pool.idleTimeout) else {
                guard body.endOfInput() else { throw .closed }
                return false
            }
        }
    }

    /// Whether the whole response was read.
    package var bodyIsComplete: Bool { body.isComplete }

    /// Appends body bytes that are here already, without waiting; true when it appended some.
    package func takeBody(into sink: inout ByteBuffer) throws(UpstreamError) -> Bool {
        guard !input.isEmpty, !body.isComplete else { return false }
        let before = sink.count
        var consumed = 0
        let isValid = input.withReadable { body.decode($0, into: &sink, consumed: &consumed) }
        input.consume(consumed)
        guard isValid else { throw .malformed }
        bodyBytes += sink.count - before
        return sink.count > before
    }

    /// Reads once, waiting for it; false at the end of the stream.
    private func receive(_ timeout: TimeoutLists.Length) async throws(UpstreamError) -> Bool {
        while true {
            if mayRead {
                switch readOnce() {
                case .moved(0): return false
                case .moved: break
                case .failed: throw .closed
                case .wouldBlock: continue
                }
                // An upstream that sends faster than we read leaves others their turn.
                reads &+= 1
                if mayRead, reads % 8 == 0 { await Task.yield() }
                return true
            }
            try await wait(timeout)
        }
    }

    private func readOnce() -> SystemCall.Transfer {
        var transfer = SystemCall.Transfer.wouldBlock
        var wanted = 0
        // Small until a body shows that it is large: most responses fit.
        _ = input.withFree(minimum: bodyBytes > 16 * 1024 ? 64 * 1024 : 8 * 1024) { free in
            wanted = free.count
            transfer = SystemCall.read(descriptor, into: free)
            if case .moved(let count) = transfer { return count }
            return 0
        }
        switch transfer {
        case .moved(let count) where count > 0:
            // The end of the stream makes no event of its own when it was told together with these bytes.
            if count < wanted, !peerEnded { mayRead = false }
        case .wouldBlock: mayRead = false
        default: break
        }
        return transfer
    }

    private func wait(_ timeout: TimeoutLists.Length) async throws(UpstreamError) {
        reactor.setTimeout(descriptor, timeout)
        let wake = await parking.park()
        if isClosed { throw .closed }
        reactor.clearTimeout(descriptor)
        switch wake {
        case .ready: return
        case .timedOut: throw .timeout
        case .cancelled: throw .cancelled
        }
    }

    // MARK: The lease

    /// Ends the lease: a connection whose whole request was sent and whole response read is kept.
    ///
    /// Both sides must want to keep it alive.
    package func finish() {
        if isClosed { return }
        if hasResponse, !requestIsCut, body.isComplete, head.keepAlive, input.isEmpty, !mayRead {
            pool.keep(self)
        } else {
            pool.drop(self)
        }
    }

    /// Ends the lease and the connection.
    package func abandon() {
        if !isClosed { pool.drop(self) }
    }

    func becomeIdle(_ timeout: TimeoutLists.Length) {
        isIdle = true
        if input.allocatedBytes > 16 * 1024 { input.releaseMemory() }
        parking.clear()
        reactor.setTimeout(descriptor, timeout)
    }

    func becomeBusy() {
        isIdle = false
        isReused = true
        hasResponse = false
        bodyBytes = 0
        reactor.clearTimeout(descriptor)
    }

    func close() {
        if isClosed { return }
        isClosed = true
        reactor.removeBeforeClose(descriptor)
        SystemCall.close(descriptor)
        input.releaseMemory()
    }
}
