import EventLoop

/// A server on the same loop that answers each chunk it reads with the next prepared bytes, right or wrong.
final class FakeRedis: ConnectionAcceptor {
    /// What to do with one chunk.
    enum Answer {
        case bytes([UInt8])
        case silence
        case close
        case bytesThenClose([UInt8])

        static func text(_ text: String) -> Answer { .bytes(Array(text.utf8)) }
    }

    /// An answer to INFO that lets commands through.
    static let information: [UInt8] = {
        let body = "# Server\r\nredis_version:7.0.15\r\nrun_id:" + String(repeating: "ab", count: 20) + "\r\n"
        return Array("$\(body.utf8.count)\r\n\(body)\r\n".utf8)
    }()

    var port: UInt16 { listener?.address.port ?? 0 }
    private(set) var accepted = 0
    private let reactor: Reactor
    private let answers: [Answer]
    private var listener: Listener?
    private var open: [Int32: Peer] = [:]

    /// Each connection gets the answers from the first on; when they are used up it gets silence.
    init(on reactor: Reactor, _ answers: [Answer]) throws {
        self.reactor = reactor
        self.answers = answers
        let descriptor = try Socket.listen(on: .v4(0x7F00_0001, port: 0), sharesPort: false)
        listener = try Listener(descriptor, on: reactor, acceptor: self)
    }

    func accept(_ descriptor: Int32, from peer: SocketAddress) {
        accepted += 1
        let peer = Peer(descriptor, answers, reactor)
        open[descriptor] = peer
        try? reactor.add(descriptor, .readable, handler: peer)
    }

    func closeIdleConnections() -> Bool { false }

    func close() {
        listener?.close()
        for peer in open.values { peer.close() }
        open = [:]
    }

    private final class Peer: EventHandler {
        let descriptor: Int32
        let reactor: Reactor
        var answers: [Answer]
        var isClosed = false

        init(_ descriptor: Int32, _ answers: [Answer], _ reactor: Reactor) {
            self.descriptor = descriptor
            self.answers = answers
            self.reactor = reactor
        }

        func ready(_ readiness: Readiness) {
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = buffer.withUnsafeMutableBytes { SystemCall.read(descriptor, into: $0) }
            guard case .moved(let bytes) = count, bytes > 0 else { return close() }
            guard !answers.isEmpty else { return }
            switch answers.removeFirst() {
            case .bytes(let bytes): write(bytes)
            case .silence: break
            case .close: close()
            case .bytesThenClose(let bytes):
                write(bytes)
                close()
            }
        }

        func write(_ bytes: [UInt8]) {
            _ = bytes.withUnsafeBytes { SystemCall.write(descriptor, $0) }
        }

        func close() {
            if isClosed { return }
            isClosed = true
            reactor.remove(descriptor)
            SystemCall.close(descriptor)
        }
    }
}
