import Bytes
internal import CHiredis
import EventLoop
import Glibc

/// One connection: hiredis' async context, attached to a reactor.
///
/// The context is watched level-triggered for reading; commands are written once at the end of the turn, and
/// only a socket that takes no more is watched for writing, so that the steady state needs no epoll_ctl.
/// hiredis frees its context inside `redisAsyncHandleRead`, `redisAsyncHandleWrite` and `redisAsyncFree`: the
/// `cleanup` hook forgets it at that moment, and each of those calls is followed by `finishIfFreed`.
final class RedisConnection: EventHandler {
    /// What the connection tells its client.
    enum Event {
        /// Commands may be sent; the server's run id.
        case ready(runID: String)
        /// It is over; callers who still wait are told next.
        case ended(RedisError)
    }

    let reactor: Reactor
    let configuration: RedisConfiguration
    private let counters: RedisCounters
    private let report: (Event) -> Void

    // Sound: owned by hiredis, and nil from the moment in which hiredis frees it (see `cleanUp`).
    private var context: UnsafeMutablePointer<redisAsyncContext>?
    private var descriptor: Int32 = -1
    private var pending: PendingCommands
    private var registered: Readiness = [.readable, .writable]
    private var wantsWrite = false
    private var isWriting = false
    private var flushIsDue = false
    private var endReason: RedisError?
    private var isFinished = false
    private var connectTimer: TimerIdentifier?
    private var deadlineTimer: TimerIdentifier?
    private lazy var flushHook: () -> Void = { [weak self] in self?.flush() }

    /// Begins to connect to a numeric address or a Unix path; `shakeHands` comes next.
    init(
        to address: SocketAddress, configuration: RedisConfiguration, on reactor: Reactor,
        counters: RedisCounters,
        report: @escaping (Event) -> Void
    ) throws(RedisError) {
        self.reactor = reactor
        self.configuration = configuration
        self.counters = counters
        self.report = report
        pending = PendingCommands(deadline: configuration.commandDeadline, stall: configuration.stallTimeout)
        let context = try Self.open(address)
        descriptor = context.pointee.c.fd
        do {
            try reactor.add(descriptor, registered, handler: self)
        } catch {
            redisAsyncFree(context)
            throw .unreachable(error.code)
        }
        self.context = context
        attach(context)
        connectTimer = reactor.after(configuration.connectTimeout) { [weak self] in self?.end(.timedOut) }
    }

    /// Whether the context has a command whose answer has not come.
    var expectsAnswer: Bool { context?.pointee.replies.head != nil }

    /// How many commands await their answer.
    var inFlight: Int { pending.count }

    private var isConnected: Bool { (context?.pointee.c.flags ?? 0) & REDIS_CONNECTED != 0 }

    // MARK: Commands

    /// Queues a whole command in RESP, or says why not; then the completion is not called.
    func send(_ command: UnsafeRawBufferPointer, _ completion: @escaping RedisClient.Completion)
        -> RedisError?
    {
        guard let context, endReason == nil else { return .notConnected }
        let waiting = sdslen(context.pointee.c.obuf)
        guard pending.count < configuration.maximumInFlight,
            command.count <= configuration.maximumOutputBytes - Int(waiting)
        else { return .overloaded }
        let result = redisAsyncFormattedCommand(
            context, { context, reply, _ in RedisConnection.answered(context, reply) }, nil,
            command.baseAddress?.assumingMemoryBound(to: CChar.self), command.count)
        guard result == REDIS_OK else { return .notConnected }
        counters.value.sent += 1
        pending.append(completion, at: reactor.now)
        armDeadline()
        return nil
    }

    /// Lets commands in; called by the handshake.
    func letThrough(runID: String) {
        if let connectTimer { reactor.cancel(connectTimer) }
        connectTimer = nil
        report(.ready(runID: runID))
    }

    /// Takes an answer from hiredis.
    ///
    /// Without a reply the context is being freed, and `finishIfFreed` tells everyone.
    private static func answered(
        _ context: UnsafeMutablePointer<redisAsyncContext>?, _ reply: UnsafeMutableRawPointer?
    ) {
        guard let reply, let data = context?.pointee.ev.data else { return }
        // Sound: `attach` put the connection there; hiredis hands each callback a redisReply of its own.
        let connection = Unmanaged<RedisConnection>.fromOpaque(data).takeUnretainedValue()
        if connection.endReason == nil {
            connection.received(RedisReply(copying: reply.assumingMemoryBound(to: redisReply.self)))
        }
    }

    private func received(_ reply: RedisReply) {
        switch pending.answer(at: reactor.now) {
        case .waiting(let completion):
            counters.value.answered += 1
            if case .error(let error) = reply {
                completion(.failure(.server(error)))
            } else {
                completion(.success(reply))
            }
        case .givenUp: counters.value.answeredLate += 1
        case .nothing: end(.protocolViolation)
        }
    }

    // MARK: Time

    private func armDeadline() {
        guard deadlineTimer == nil, let instant = pending.nextInstant else { return }
        deadlineTimer = reactor.after(instant.since(reactor.now)) { [weak self] in self?.deadlinePassed() }
    }

    private func deadlinePassed() {
        deadlineTimer = nil
        while let completion = pending.giveUp(at: reactor.now) {
            counters.value.timedOut += 1
            completion(.failure(.timedOut))
        }
        if pending.isStalled(at: reactor.now) {
            end(.timedOut)
        } else {
            armDeadline()
        }
    }

    // MARK: Events

    /// Reads or writes what hiredis wants.
    func ready(_ readiness: Readiness) {
        if !isConnected {
            write()
        } else {
            if !readiness.isDisjoint(with: [.readable, .hungUp, .failed]) { read() }
            if readiness.contains(.writable) { write() }
        }
        applyInterest()
    }

    private func read() {
        guard let context else { return }
        redisAsyncHandleRead(context)
        finishIfFreed()
        if let reader = self.context?.pointee.c.reader, reader.pointee.len > configuration.maximumReplyBytes {
            end(.protocolViolation)
        }
    }

    private func write() {
        guard let context else { return }
        isWriting = true
        redisAsyncHandleWrite(context)
        isWriting = false
        finishIfFreed()
    }

    private func flush() {
        flushIsDue = false
        write()
        applyInterest()
    }

    private func applyInterest() {
        let wanted: Readiness =
            wantsWrite && !flushIsDue || !isConnected ? [.readable, .writable] : .readable
        guard context != nil, wanted != registered else { return }
        registered = wanted
        do {
            try reactor.modify(descriptor, wanted)
        } catch {
            end(.connectionLost)
        }
    }

    // MARK: The end

    /// Ends the connection; inside a callback hiredis frees its context when the callback returns.
    func end(_ reason: RedisError) {
        guard let context, endReason == nil else { return }
        endReason = reason
        redisAsyncFree(context)
        finishIfFreed()
    }

    private func finishIfFreed() {
        guard context == nil, !isFinished else { return }
        isFinished = true
        if let connectTimer { reactor.cancel(connectTimer) }
        if let deadlineTimer { reactor.cancel(deadlineTimer) }
        let reason = endReason ?? .connectionLost
        report(.ended(reason))
        while let completion = pending.takeWaiting() {
            completion(.failure(reason == .protocolViolation ? reason : .connectionLost))
        }
    }
}

// MARK: - Hooks of hiredis

extension RedisConnection {
    /// Sets hiredis' hooks; the context keeps the connection alive until it calls `cleanup`.
    private func attach(_ context: UnsafeMutablePointer<redisAsyncContext>) {
        context.pointee.ev.data = Unmanaged.passRetained(self).toOpaque()
        context.pointee.ev.addWrite = { RedisConnection.from($0)?.noteWrite() }
        context.pointee.ev.delWrite = { RedisConnection.from($0)?.wantsWrite = false }
        // Reading is always wanted, so addRead and delRead stay unset.
        context.pointee.ev.cleanup = { RedisConnection.from($0)?.cleanUp() }
        ReplyGuard.attach(to: context, of: self)
    }

    private static func from(_ data: UnsafeMutableRawPointer?) -> RedisConnection? {
        // Sound: `attach` put the connection there, retained until `cleanUp`.
        data.map { Unmanaged<RedisConnection>.fromOpaque($0).takeUnretainedValue() }
    }

    private func noteWrite() {
        wantsWrite = true
        guard isConnected, !isWriting, !flushIsDue, !registered.contains(.writable) else { return }
        flushIsDue = true
        reactor.atEndOfTurn(flushHook)
    }

    /// hiredis frees the context as soon as this returns, and closes the descriptor.
    private func cleanUp() {
        guard let context else { return }
        if endReason == nil { endReason = Self.reason(of: context) }
        self.context = nil
        context.pointee.ev.data = nil
        reactor.remove(descriptor)
        // Sound: balances `attach`; whoever called into hiredis still holds the connection.
        Unmanaged.passUnretained(self).release()
    }

    private static func reason(of context: UnsafeMutablePointer<redisAsyncContext>) -> RedisError {
        let isConnected = context.pointee.c.flags & REDIS_CONNECTED != 0
        switch context.pointee.err {
        case REDIS_ERR_PROTOCOL, REDIS_ERR_OOM: return .protocolViolation
        case _ where !isConnected: return .unreachable(errno)
        default: return .connectionLost
        }
    }
}
