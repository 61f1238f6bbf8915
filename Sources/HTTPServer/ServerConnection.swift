internal import Bytes
internal import EventLoop
internal import HTTP

/// One client's connection: parked state while idle, driven by the loop's events.
///
/// It reads a whole turn's bytes into the server's shared buffer, answers what can be answered at once and writes once.
/// What stays over (half a head, unsent bytes) goes into buffers of its own, which are given back when empty.
final class ServerConnection: EventHandler {
    enum State {
        /// Between requests, or within a head.
        case reading
        /// A promised answer is awaited.
        case deferred
        /// A runner works on the request.
        case working
        /// An event stream.
        case streaming
        /// Unsent bytes of the last response, then the end.
        case closing
        case closed
    }

    let peer: SocketAddress
    unowned let server: HTTPServer
    let descriptor: Int32
    var state = State.reading
    /// Unread bytes that a turn left over.
    var input = ByteBuffer()
    /// Unsent bytes.
    var output = ByteBuffer()
    /// How far `input` was searched for the end of a head.
    var scanned = 0
    /// Whether the kernel may hold bytes that were not read: edge-triggered events come once.
    var mayRead = false
    /// Whether the client has ended its sending direction.
    var peerEnded = false
    /// Whether the response in progress is the last.
    var closesAfterResponse = false
    var requestCount: UInt32 = 0
    var exchange: Exchange?
    weak var stream: EventStream?

    init(_ descriptor: Int32, peer: SocketAddress, server: HTTPServer) {
        self.descriptor = descriptor
        self.peer = peer
        self.server = server
    }

    var reactor: Reactor { server.reactor }

    func ready(_ readiness: Readiness) {
        if readiness.contains(.failed) || readiness.contains(.hungUp) {
            close()
            return
        }
        if readiness.contains(.readable) { mayRead = true }
        if readiness.contains(.peerClosed) { peerEnded = true }
        if readiness.contains(.writable), !output.isEmpty { resumeWriting() }
        switch state {
        case .reading:
            if mayRead, output.isEmpty { readRequests() }
        case .working:
            exchange?.connectionReady()
            if peerEnded { clientLeft() }
        case .deferred, .streaming:
            if peerEnded { close() } else if state == .streaming { discardInput() }
        case .closing, .closed:
            break
        }
    }

    func timedOut() {
        switch state {
        case .reading where input.isEmpty:
            close()
        case .reading:
            refuse(.headTimeout)
        case .working:
            if let exchange, exchange.stalled() { return }
            close()
        case .deferred:
            break
        case .streaming, .closing, .closed:
            close()
        }
    }

    /// Ends what is idle; the rest closes after its response.
    func drain() {
        switch state {
        case .reading where input.isEmpty && output.isEmpty: close()
        case .streaming: stream?.connectionClosed(); close()
        default: closesAfterResponse = true
        }
    }

    func close() {
        if state == .closed { return }
        state = .closed
        reactor.removeBeforeClose(descriptor)
        SystemCall.close(descriptor)
        input.releaseMemory()
        output.releaseMemory()
        stream?.connectionClosed()
        exchange?.connectionClosed()
        server.closed(self)
    }

    /// The client went away while a runner works for it: the handler is cancelled.
    ///
    /// A client that only ended its sending direction looks the same; as other servers do, we take it as gone.
    private func clientLeft() {
        guard let exchange, exchange.bodyIsComplete || !mayRead else { return }
        close()
    }

    // MARK: Promised answers

    func awaitsDeferred(_ request: UInt32) -> Bool {
        state == .deferred && requestCount == request
    }

    func completeDeferred(_ write: (inout ByteBuffer) -> Void) {
        state = .reading
        server.output.removeAll()
        write(&server.output)
        if !finishTurn(closes: closesAfterResponse) { return }
        continueReading()
    }

    /// Reads on after an answer that did not come from the parser's turn.
    func continueReading() {
        guard state == .reading, output.isEmpty else { return }
        if !input.isEmpty || mayRead { readRequests() }
    }
}
