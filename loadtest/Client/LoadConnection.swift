import Bytes
import EventLoop
import HTTP

/// One kept connection to a gateway, used by one request at a time.
///
/// Lean on purpose: no task, no allocation for an answer once its buffers have grown.
final class LoadConnection<Purpose>: EventHandler {
    /// The answer's head, while the taker looks at it.
    let head = ResponseHead()
    /// The answer's body, while the taker looks at it.
    private(set) var content = ByteBuffer()

    private let limits = HTTPLimits()
    private let descriptor: Int32
    private unowned let pool: LoadPool<Purpose>
    private let reactor: Reactor
    private var request: LoadRequest<Purpose>?
    private var output = ByteBuffer()
    private var input = ByteBuffer()
    private var decoder: BodyDecoder?
    private var scanned = 0
    private var isClosed = false

    /// Begins to connect.
    init(to address: SocketAddress, pool: LoadPool<Purpose>, reactor: Reactor) throws(SystemError) {
        descriptor = try Socket.startConnecting(to: address)
        self.pool = pool
        self.reactor = reactor
        do throws(SystemError) {
            try reactor.add(descriptor, .connection, handler: self)
        } catch {
            SystemCall.close(descriptor)
            throw error
        }
    }

    /// Sends a request; the pool hears of its answer.
    func start(_ request: LoadRequest<Purpose>, _ write: (inout ByteBuffer) -> Void) {
        self.request = request
        write(&output)
        reactor.setTimeout(descriptor, pool.timeout)
        flush()
    }

    /// Sends and receives what it can.
    func ready(_ readiness: Readiness) {
        if isClosed { return }
        if !output.isEmpty { flush() }
        if !isClosed, readiness != .writable { receive() }
    }

    /// No answer in time.
    func timedOut() {
        end()
    }

    private func flush() {
        while !output.isEmpty {
            switch output.withUnsafeReadable({ SystemCall.write(descriptor, $0) }) {
            case .moved(let count): output.consume(count)
            case .wouldBlock: return
            // A gateway may have answered before it closed: reading tells.
            case .failed: return receive()
            }
        }
    }

    private func receive() {
        while !isClosed {
            var transfer = SystemCall.Transfer.wouldBlock
            var wanted = 0
            _ = input.withFree(minimum: 8192) { free in
                wanted = free.count
                transfer = SystemCall.read(descriptor, into: free)
                if case .moved(let count) = transfer { return count }
                return 0
            }
            switch transfer {
            case .moved(0), .failed: return end()
            case .moved(let count):
                take()
                if count < wanted { return }
            case .wouldBlock: return
            }
        }
    }

    private func take() {
        while let request, !isClosed {
            if decoder == nil, !takeHead() { return }
            guard var decoder else { continue }
            var consumed = 0
            let isSound = input.withReadable { decoder.decode($0, into: &content, consumed: &consumed) }
            input.consume(consumed)
            guard isSound else { return end() }
            self.decoder = decoder
            guard decoder.isComplete else { return }
            complete(request, keep: head.keepAlive)
        }
        // Bytes that nobody asked for.
        if request == nil, !input.isEmpty { end() }
    }

    /// Reads a head; false when it is not all here, or was no good.
    private func takeHead() -> Bool {
        if input.isEmpty { return false }
        let result = input.withReadable {
            ResponseParser.parse($0, scanned: scanned, to: .get, limits: limits, into: head)
        }
        switch result {
        case .needMore(let searched):
            scanned = searched
            return false
        case .failed:
            end()
            return false
        case .complete(let count):
            input.consume(count)
            scanned = 0
            if !head.isInterim { decoder = BodyDecoder(head.framing) }
            return true
        }
    }

    private func complete(_ request: LoadRequest<Purpose>, keep: Bool) {
        self.request = nil
        decoder = nil
        reactor.clearTimeout(descriptor)
        if !keep { close() }
        pool.answered(request, by: self, keep: keep)
        content.removeAll()
        pool.released(self, keep: keep)
    }

    /// Ends the connection; a request under way fails, unless the end of the stream was the end of its body.
    private func end() {
        if isClosed { return }
        close()
        let request = request
        self.request = nil
        if let request, decoder?.endOfInput() == true {
            pool.answered(request, by: self, keep: false)
            pool.released(self, keep: false)
        } else {
            pool.ended(self, with: request)
        }
    }

    /// Closes the socket.
    func close() {
        if isClosed { return }
        isClosed = true
        reactor.removeBeforeClose(descriptor)
        SystemCall.close(descriptor)
    }
}
