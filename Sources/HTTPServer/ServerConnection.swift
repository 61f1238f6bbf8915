internal import Bytes
internal import EventLoop
internal import HTTP

/// One client's connection: parked state while idle, driven by the loop's events.
///
/// It reads a whole turn's bytes into the server's shared buffer, answers what can be answered at once and
/// writes once. What stays over (half a head, unsent bytes) goes into buffers of its own, which are given
/// back when empty.
///
/// A client that ends its sending direction (FIN) looks like one that has left. What can be answered at once
/// still is; a runner, a promise or a stream that works for it ends, as with nginx, unless the handler is
/// still reading the request's body: a body that has arrived is never lost.
final class ServerConnection: EventHandler {
    enum State: UInt8 {
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
        /// All is sent and our direction ended; what the client still sends is dropped.
        case lingering
        case closed
    }

    let peer: SocketAddress
    let server: LoopServer
    let descriptor: Int32
    /// Where the connection stands in the server's table.
    var place: Int32 = -1
    var requestCount: UInt32 = 0
    var state = State.reading
    /// Whether the kernel may hold bytes that were not read: edge-triggered events come once.
    var mayRead = false
    /// Whether the client has ended its sending direction; unread bytes may precede that end.
    var peerEnded = false
    /// Whether the response in progress is the last.
    var closesAfterResponse = false
    /// Whether the client said that this is its last request, and nothing of it is unread.
    var clientIsDone = false
    /// How far `input` was searched for the end of a head.
    var scanned: Int32 = 0
    /// How many bytes were dropped after the end of our direction.
    var dropped: Int32 = 0
    /// Unread bytes that a turn left over.
    var input = ByteBuffer()
    /// Unsent bytes.
    var output = ByteBuffer()
    var exchange: Exchange?
    weak var stream: EventStream?

    init(_ descriptor: Int32, peer: SocketAddress, server: LoopServer) {
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
        if readiness.contains(.peerClosed) {
            peerEnded = true
            mayRead = true
        }
        if readiness.contains(.writable), !output.isEmpty { resumeWriting() }
        switch state {
        case .reading:
            if mayRead { readRequests() }
        case .working:
            guard let exchange else { break }
            if peerEnded, exchange.bodyIsComplete { close() } else { exchange.connectionReady() }
        case .deferred:
            if peerEnded { close() }
        case .streaming:
            if peerEnded { close() } else { dropInput() }
        case .lingering:
            dropInput()
        case .closing, .closed:
            break
        }
    }

    func timedOut() {
        switch state {
        case .reading where !input.isEmpty && output.isEmpty:
            refuse(.headTimeout)
        case .working:
            if let exchange, exchange.stalled() { return }
            close()
        case .deferred where output.isEmpty:
            break
        case .reading, .deferred, .streaming, .closing, .lingering, .closed:
            close()
        }
    }

    /// Ends what is idle; the rest closes after its response.
    func drain() {
        closesAfterResponse = true
        switch state {
        case .reading where input.isEmpty && output.isEmpty:
            // What has just come is still answered.
            mayRead = true
            readRequests()
            if state == .reading, input.isEmpty, output.isEmpty { close() }
        case .working:
            exchange?.closes = true
        case .streaming:
            stream?.connectionClosed()
            closeWhenSent()
        case .reading, .deferred, .closing, .lingering, .closed:
            break
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

    /// Starts the time that a client has between requests, or for the rest of a head.
    func startWaiting() {
        reactor.setTimeout(descriptor, input.isEmpty ? server.idleTimeout : server.headTimeout)
    }
}
