internal import Bytes
internal import EventLoop

/// One connection to a relay: lines in, bytes out, each wait bounded.
final class MailConnection: EventHandler {
    private let descriptor: Int32
    private let reactor: Reactor
    private let parking: Parking
    private let timeout: Duration
    private var input = ByteBuffer()
    private var isClosed = false

    /// Begins to connect.
    init(to address: SocketAddress, on reactor: Reactor, timeout: Duration) throws(MailError) {
        self.reactor = reactor
        self.timeout = timeout
        parking = Parking(reactor)
        do throws(SystemError) {
            descriptor = try Socket.startConnecting(to: address)
        } catch {
            throw .unreachable
        }
        do throws(SystemError) {
            try reactor.add(descriptor, .connection, handler: self)
        } catch {
            SystemCall.close(descriptor)
            isClosed = true
            throw .unreachable
        }
    }

    deinit { close() }

    func ready(_ readiness: Readiness) {
        parking.wake()
    }

    /// Waits until the connection stands.
    func connected(within limit: Duration) async throws(MailError) {
        try await wait(limit)
        guard Socket.pendingError(descriptor) == 0 else { throw .unreachable }
    }

    /// Sends all of the bytes.
    func send(_ bytes: [UInt8]) async throws(MailError) {
        var buffer = ByteBuffer(capacity: bytes.count)
        buffer.append(bytes)
        while !buffer.isEmpty {
            switch buffer.withUnsafeReadable({ SystemCall.write(descriptor, $0) }) {
            case .moved(let count): buffer.consume(count)
            case .wouldBlock: try await wait(timeout)
            case .failed: throw .unreachable
            }
        }
    }

    /// Reads one whole reply.
    func reply() async throws(MailError) -> SMTPReply {
        var code: Int?
        for _ in 0..<SMTPReply.maximumLines {
            switch SMTPReply.read(try await line()) {
            case .last(let reply):
                guard code == nil || code == reply.code else { throw .malformed }
                return reply
            case .more(let next):
                guard code == nil || code == next else { throw .malformed }
                code = next
            case .malformed: throw .malformed
            }
        }
        throw .malformed
    }

    /// Ends the connection.
    func close() {
        if isClosed { return }
        isClosed = true
        reactor.removeBeforeClose(descriptor)
        SystemCall.close(descriptor)
    }

    /// The next line without its end.
    private func line() async throws(MailError) -> [UInt8] {
        let deadline = reactor.now.advanced(by: timeout)
        while true {
            let end = input.withReadable { bytes in
                (0..<bytes.byteCount).first { bytes.byte(at: $0) == 0x0A }
            }
            if let end {
                var line = input.withReadable { $0.extracting(0..<end).copyBytes() }
                input.consume(end + 1)
                if line.last == 0x0D { line.removeLast() }
                return line
            }
            guard input.count <= SMTPReply.maximumLine else { throw .malformed }
            try await receive(until: deadline)
        }
    }

    private func receive(until deadline: LoopInstant) async throws(MailError) {
        var transfer = SystemCall.Transfer.wouldBlock
        _ = input.withFree(minimum: 1024) { free in
            transfer = SystemCall.read(descriptor, into: free)
            if case .moved(let count) = transfer { return count }
            return 0
        }
        switch transfer {
        case .moved(0), .failed: throw .unreachable
        case .moved: return
        case .wouldBlock: try await wait(deadline.since(reactor.now))
        }
    }

    private func wait(_ limit: Duration) async throws(MailError) {
        guard limit > .zero else { throw .timedOut }
        switch await parking.park(reactor, atMost: limit) {
        case .ready: return
        case .timedOut: throw .timedOut
        case .cancelled: throw .cancelled
        }
    }
}
