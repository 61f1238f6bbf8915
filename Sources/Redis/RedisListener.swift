import Bytes
package import EventLoop

/// One loop's ear: a connection that only listens to channels, made anew whenever it is lost.
///
/// Not Sendable: it belongs to a loop. Publishing is at most once: what is said while the connection is lost
/// is missed, which `RedisNews.began` tells of. A PING every fifteen seconds finds a dead connection. Call
/// `close` before the loop ends.
package final class RedisListener: EventHandler {
    private static let pingEvery = Duration.seconds(15)
    private static let most = 4096

    private enum State: Equatable {
        /// Nobody listens yet.
        case idle
        /// A timer or a resolver runs.
        case waiting
        case connecting
        case connected
        case closed
    }

    private let configuration: RedisConfiguration
    private let loop: Loop
    private let reactor: Reactor
    private let resolver: NameResolver?
    private let random: () -> UInt64
    private var state = State.idle
    private var descriptor: Int32 = -1
    private var reader = PushReader()
    private var output = ByteBuffer()
    private var handlers: [[UInt8]: (RedisNews) -> Void] = [:]
    private var failures = 0
    private var heardSincePing = true
    private var timer: TimerIdentifier?

    /// A listener that connects when the first channel is listened to.
    package init(
        _ configuration: RedisConfiguration, on loop: isolated Loop, resolver: NameResolver? = nil,
        random: @escaping () -> UInt64 = { .random(in: .min ... .max) }
    ) {
        self.configuration = configuration
        self.loop = loop
        self.resolver = resolver
        self.random = random
        reactor = loop.reactor
    }

    deinit {
        if descriptor >= 0 { SystemCall.close(descriptor) }
    }

    /// Whether what is published is heard now.
    package var isConnected: Bool { state == .connected }

    /// Listens to a channel from now on; false where too many are listened to already.
    ///
    /// The handler is called on the loop, first with `began` once the server has confirmed, and again after
    /// each loss of the connection. Another handler for the same channel takes the place of the first.
    @discardableResult
    package func listen(_ channel: [UInt8], _ handler: @escaping (RedisNews) -> Void) -> Bool {
        guard state != .closed, handlers[channel] != nil || handlers.count < Self.most else { return false }
        handlers[channel] = handler
        switch state {
        case .idle: begin()
        case .connected: send("SUBSCRIBE", [channel])
        case .waiting, .connecting, .closed: break
        }
        return true
    }

    /// Listens to a channel no more.
    package func leave(_ channel: [UInt8]) {
        guard handlers.removeValue(forKey: channel) != nil, state == .connected else { return }
        send("UNSUBSCRIBE", [channel])
    }

    /// Ends for good.
    package func close() {
        guard state != .closed else { return }
        drop()
        state = .closed
        handlers = [:]
    }

    // MARK: Connecting

    private func begin() {
        state = .waiting
        switch configuration.address {
        case .unix(let path): open(.unix(path))
        case .tcp(let host, let port):
            if let numeric = SocketAddress(host: host, port: port) { return open(numeric) }
            guard let resolver else { return lost() }
            // Sound: the box is opened on this listener's loop only; the resolver's thread just carries it.
            nonisolated(unsafe) let box = WeakListener(self)
            resolver.resolve(host, port: port, on: loop) { _, addresses in
                guard let listener = box.listener, listener.state == .waiting else { return }
                let index = addresses.isEmpty ? 0 : listener.failures % addresses.count
                addresses.isEmpty ? listener.lost() : listener.open(addresses[index])
            }
        }
    }

    private func open(_ address: SocketAddress) {
        do throws(SystemError) {
            descriptor = try Socket.startConnecting(to: address)
            try reactor.add(descriptor, .connection, handler: self)
        } catch {
            return lost()
        }
        state = .connecting
        timer = reactor.after(configuration.connectTimeout) { [weak self] in
            self?.timer = nil
            self?.lost()
        }
    }

    /// The connection stands: say who we are and what we listen to.
    private func connected() {
        stopTimer()
        state = .connected
        failures = 0
        heardSincePing = true
        if let password = configuration.password {
            let user = configuration.username.map { [Array($0.utf8)] } ?? []
            send("AUTH", user + [Array(password.text.utf8)])
        }
        if !handlers.isEmpty { send("SUBSCRIBE", Array(handlers.keys)) }
        ping()
    }

    private func ping() {
        timer = reactor.after(Self.pingEvery) { [weak self] in
            guard let self, state == .connected else { return }
            timer = nil
            guard heardSincePing else { return lost() }
            heardSincePing = false
            send("PING", [])
            if state == .connected { ping() }
        }
    }

    private func lost() {
        guard state != .closed else { return }
        drop()
        state = .waiting
        let delay = configuration.reconnect.delay(attempt: failures, random: random())
        failures += 1
        timer = reactor.after(delay) { [weak self] in
            self?.timer = nil
            self?.begin()
        }
    }

    private func drop() {
        stopTimer()
        if descriptor >= 0 {
            reactor.remove(descriptor)
            SystemCall.close(descriptor)
            descriptor = -1
        }
        reader = PushReader()
        output.removeAll()
    }

    private func stopTimer() {
        if let timer { reactor.cancel(timer) }
        timer = nil
    }

    // MARK: Bytes

    /// The descriptor is ready.
    package func ready(_ readiness: Readiness) {
        if state == .connecting {
            guard Socket.pendingError(descriptor) == 0, !readiness.contains(.failed) else { return lost() }
            guard readiness.contains(.writable) else { return }
            connected()
        }
        if readiness.contains(.writable) { write() }
        if state == .connected { receive() }
    }

    private func send(_ name: StaticString, _ words: [[UInt8]]) {
        var arguments = RedisArguments()
        arguments.append(name)
        for word in words { arguments.append(word) }
        arguments.writeCommand(into: &output)
        write()
    }

    private func write() {
        while state == .connected, !output.isEmpty {
            switch output.withUnsafeReadable({ SystemCall.write(descriptor, $0) }) {
            case .moved(let count): output.consume(count)
            case .wouldBlock: return
            case .failed: return lost()
            }
        }
    }

    private func receive() {
        while state == .connected {
            var transfer = SystemCall.Transfer.wouldBlock
            let count = reader.fill { memory in
                transfer = SystemCall.read(descriptor, into: memory)
                if case .moved(let count) = transfer { return count }
                return 0
            }
            switch transfer {
            case .moved where count > 0: hear()
            case .wouldBlock: return
            case .moved, .failed: return lost()
            }
        }
    }

    private func hear() {
        heardSincePing = true
        while state == .connected {
            do throws(PushReader.Malformed) {
                guard let push = try reader.next() else { return }
                take(push)
            } catch {
                return lost()
            }
        }
    }

    private func take(_ push: PushReader.Push) {
        switch push {
        case .status: break
        // A refused AUTH, or a server that is full: come again later.
        case .error: lost()
        case .words(let words):
            guard words.count >= 3, let handler = handlers[words[1]] else { return }
            if words[0] == Self.subscribe { handler(.began) }
            if words[0] == Self.message { handler(.said(words[2])) }
        }
    }

    private static let subscribe = Array("subscribe".utf8)
    private static let message = Array("message".utf8)
}
