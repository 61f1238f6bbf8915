internal import CLibpq
import EventLoop
import Glibc

/// One connection: a PGconn of libpq, attached to a reactor, which does one thing at a time.
///
/// It is watched level-triggered for reading; only a socket that takes no more is watched for writing. It
/// stays in libpq's pipeline mode but for scripts and COPY. Who leaves before the answer abandons it: it then
/// reads what still comes, rolls back what is open, and reports that it is fit again, or it is closed.
final class PostgresConnection: EventHandler {
    /// What a connection tells its owner.
    enum Event {
        /// It may be used.
        case ready
        /// It was abandoned and is fit again.
        case recovered
        /// It is over.
        case ended(PostgresError)
        /// Somebody said NOTIFY on a channel that it listens to.
        case notified(channel: String, payload: String)
    }

    /// What it is doing.
    enum Work {
        case nothing
        case connecting
        case exchange(PostgresExchange)
        /// A script or COPY by the simple protocol; the first thing that went wrong.
        case simple(PostgresError?)
        /// The server takes rows.
        case copying
    }

    /// How much longer it is waited for.
    private enum Patience {
        case caller
        case abandoned
        case rollingBack
        case cancelRequested
        /// Nobody waits and nothing is open: it is free as soon as it is given back.
        case fit
    }

    let reactor: Reactor
    let configuration: PostgresConfiguration
    let shapes: StatementShapes
    let parking: Parking
    var prepared: PreparedStatements
    var parameters = ParameterBuffer()
    var work = Work.connecting
    /// The tag of the last command of a script.
    var simpleAnswer: [PostgresRows] = []
    /// Whether a caller has it.
    var isHeld = false
    /// Whether it was ended because of what was done on it, and says nothing about the server.
    private(set) var isRetired = false
    /// Whether a prepared statement does not fit its tables any more.
    var isStale = false
    /// What the caller who waits will find.
    var outcome: Result<[PostgresRows], PostgresError>?
    /// Who is called instead, where nobody waits.
    var completion: ((Result<[PostgresRows], PostgresError>) -> Void)?
    // Sound: owned by this object alone, and nil from the moment in which libpq frees it.
    private(set) var handle: OpaquePointer?

    private let server: PostgresEndpoint
    private var canceller: PostgresConnection?
    private let report: (PostgresConnection, Event) -> Void
    private var descriptor: Int32 = -1
    private var registered: Readiness = []
    private var patience = Patience.caller
    private var connectTimer: TimerIdentifier?
    private let answerLimit: TimeoutLists.Length
    private let abandonedLimit: TimeoutLists.Length
    private let cancelLimit: TimeoutLists.Length

    /// How long an abandoned statement may go on before the server is asked to cancel it.
    private static let leaveAlone = Duration.milliseconds(250)
    /// How long the server may take to cancel and roll back before the connection is closed.
    private static let cancelWithin = Duration.seconds(2)
    /// How much longer than the server's own limit an answer may take.
    private static let grace = Duration.milliseconds(500)

    /// Begins to connect to a server that needs no resolving any more.
    init(
        to server: PostgresEndpoint, configuration: PostgresConfiguration, on reactor: Reactor,
        shapes: StatementShapes,
        report: @escaping (PostgresConnection, Event) -> Void
    ) throws(PostgresError) {
        self.reactor = reactor
        self.configuration = configuration
        self.shapes = shapes
        self.server = server
        self.report = report
        parking = Parking(reactor)
        prepared = PreparedStatements(limit: configuration.preparedStatements)
        answerLimit = reactor.sharedTimeout(configuration.statementTimeout + Self.grace)
        abandonedLimit = reactor.sharedTimeout(Self.leaveAlone)
        cancelLimit = reactor.sharedTimeout(Self.cancelWithin)
        handle = try Self.start(server, configuration)
        try watch(.writable)
        connectTimer = reactor.after(configuration.connectTimeout) { [weak self] in
            self?.end(PostgresError(.unreachable, "no answer while connecting"))
        }
    }

    deinit {
        // Sound: whoever drops the last reference has ended it, or never added it to a reactor.
        if let handle { PQfinish(handle) }
    }

    /// Whether it is over.
    var isClosed: Bool { handle == nil }

    /// Whether something new can be begun on it.
    var isAvailable: Bool {
        if !isClosed, patience == .caller, case .nothing = work { true } else { false }
    }

    /// Whether it can be given to the next caller.
    var isIdle: Bool {
        guard let handle, case .nothing = work else { return false }
        return PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    // MARK: Events

    /// Goes on with whatever is in progress.
    func ready(_ readiness: Readiness) {
        if case .connecting = work { return goOnConnecting() }
        if readiness.contains(.writable) { flush() }
        if !readiness.isDisjoint(with: [.readable, .hungUp, .failed]) { receive() }
    }

    /// The patience for what is in progress is over.
    func timedOut() {
        switch patience {
        case .caller:
            let error = lost(PostgresError(.timedOut))
            abandon()
            askForCancel()
            finish(.failure(error))
        case .abandoned: askForCancel()
        case .rollingBack, .cancelRequested, .fit: end(PostgresError(.timedOut))
        }
    }

    private func receive() {
        guard let handle else { return }
        let isAlive = PQconsumeInput(handle) == 1
        takeAnswers()
        if let handle = self.handle {
            takeNotifications(handle)
            if !isAlive || PQstatus(handle) == CONNECTION_BAD { end(PostgresError(.connectionLost)) }
        }
    }

    private func takeNotifications(_ handle: OpaquePointer) {
        // Sound: libpq gives each notification once, with two zero-ended texts, for us to free.
        while self.handle != nil, let notification = PQnotifies(handle) {
            let channel = String(cString: notification.pointee.relname)
            let payload = String(cString: notification.pointee.extra)
            PQfreemem(notification)
            report(self, .notified(channel: channel, payload: payload))
        }
    }

    /// Writes what waits; what does not fit goes when the socket takes more.
    func flush() {
        guard let handle else { return }
        let left = PQflush(handle)
        // A failed write shows when the answer is read: libpq keeps what the server said before.
        watchFor(left == 1 ? [.readable, .writable] : .readable)
        if left != 1, case .copying = work { parking.wake() }
    }

    // MARK: Work

    /// Begins work for which somebody waits; `limit` instead of the statement's own.
    func begin(_ work: Work, limit: Duration? = nil) {
        self.work = work
        outcome = nil
        parking.clear()
        patience = .caller
        let length = limit.map { reactor.sharedTimeout($0 + Self.grace) } ?? answerLimit
        reactor.setTimeout(descriptor, length)
    }

    /// Tells the caller who waits.
    func finish(_ outcome: Result<[PostgresRows], PostgresError>) {
        if let completion {
            self.completion = nil
            return completion(outcome)
        }
        self.outcome = outcome
        parking.wake()
    }

    /// The server has answered everything.
    func complete(_ outcome: Result<[PostgresRows], PostgresError>) {
        work = .nothing
        reactor.clearTimeout(descriptor)
        if patience == .caller {
            finish(outcome)
        } else {
            recover()
        }
    }

    /// Waits for what `begin` began.
    func answer() async throws(PostgresError) -> [PostgresRows] {
        let wake = await parking.park()
        if let outcome {
            self.outcome = nil
            return try outcome.get()
        }
        if wake == .cancelled {
            let error = lost(PostgresError(.cancelled))
            abandon()
            throw error
        }
        throw PostgresError(.protocolViolation)
    }

    /// An error of ours with what is known of the work in progress.
    private func lost(_ reason: PostgresError) -> PostgresError {
        switch work {
        case .exchange(let exchange): return exchange.lost(reason)
        case .simple(let failure): return failure ?? reason
        case .nothing, .connecting, .copying: return reason
        }
    }

    // MARK: Being abandoned

    /// Nobody waits for what is in progress any more; `recovered` or `ended` follows.
    func abandon() {
        guard patience == .caller, !isClosed else { return }
        patience = .abandoned
        reactor.setTimeout(descriptor, abandonedLimit)
    }

    /// Makes the connection fit for the next caller: true when it is; else `recovered` or `ended` follows.
    ///
    /// The present one uses it no more.
    func makeFit() -> Bool {
        isHeld = false
        if isStale { retire() }
        if isClosed { return false }
        if isIdle, patience == .caller || patience == .fit {
            patience = .caller
            return true
        }
        abandon()
        if case .nothing = work { rollBack() }
        return false
    }

    /// A cancel that comes late would hit the next caller's statement: that connection is closed.
    private func recover() {
        if isIdle, patience != .cancelRequested, !isStale {
            // Who was told that it is over may still have it in hand, and must not meet the next caller.
            patience = isHeld ? .fit : .caller
            if !isHeld { report(self, .recovered) }
        } else if patience == .abandoned {
            rollBack()
        } else {
            retire()
        }
    }

    private func rollBack() {
        do throws(PostgresError) {
            try send([PostgresStatement("ROLLBACK")], mayCommit: false)
            // After `send`, which takes what it begins for a caller's: nobody waits for this, and only the
            // pool may be told of its end, or the connection would never be lent again.
            patience = .rollingBack
            reactor.setTimeout(descriptor, cancelLimit)
        } catch {
            end(error)
        }
    }

    /// Asks the server to cancel, by a connection that is made for that and ends with it.
    ///
    /// libpq's own way blocks, and on a server that hangs it would take a thread with it.
    private func askForCancel() {
        patience = .cancelRequested
        reactor.setTimeout(descriptor, cancelLimit)
        guard let handle else { return }
        let backend = PQbackendPID(handle)
        // The server asks who logged in, not whom that one became.
        var plain = configuration
        plain.role = nil
        canceller = try? PostgresConnection(to: server, configuration: plain, on: reactor, shapes: shapes) {
            canceller, event in
            guard case .ready = event else { return }
            canceller.ask("SELECT pg_cancel_backend(\(backend))") { _ in
                canceller.end(PostgresError(.notConnected))
            }
        }
    }

    // MARK: The end

    /// Closes it because of what was done on it, though the server is well.
    func retire(_ reason: PostgresError = PostgresError(.connectionLost)) {
        isRetired = true
        end(reason)
    }

    /// Closes it; who waits is told why.
    func end(_ reason: PostgresError) {
        guard let handle else { return }
        let error = lost(reason)
        unwatch()
        if let connectTimer { reactor.cancel(connectTimer) }
        self.handle = nil
        PQfinish(handle)
        work = .nothing
        if patience == .caller { finish(.failure(error)) }
        report(self, .ended(error))
    }
}

// MARK: - The descriptor

extension PostgresConnection {
    /// libpq may change its socket at each step, so that it is looked up again after each.
    private func goOnConnecting() {
        guard let handle else { return }
        unwatch()
        let status = PQconnectPoll(handle)
        do throws(PostgresError) {
            switch status {
            case PGRES_POLLING_OK: try established(handle)
            case PGRES_POLLING_READING: try watch(.readable)
            case PGRES_POLLING_WRITING: try watch(.writable)
            default: throw Self.openFailure(handle)
            }
        } catch {
            end(error)
        }
    }

    private func established(_ handle: OpaquePointer) throws(PostgresError) {
        if let connectTimer { reactor.cancel(connectTimer) }
        connectTimer = nil
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
            throw PostgresError(.protocolViolation)
        }
        try watch(.readable)
        work = .nothing
        report(self, .ready)
    }

    private func watch(_ interest: Readiness) throws(PostgresError) {
        guard let handle else { return }
        descriptor = PQsocket(handle)
        guard descriptor >= 0 else { throw PostgresError(.connectionLost) }
        do throws(SystemError) {
            try reactor.add(descriptor, interest, handler: self)
        } catch {
            throw PostgresError(.unreachable, error.description)
        }
        registered = interest
    }

    private func watchFor(_ interest: Readiness) {
        guard interest != registered, handle != nil else { return }
        registered = interest
        do throws(SystemError) {
            try reactor.modify(descriptor, interest)
        } catch {
            end(PostgresError(.connectionLost))
        }
    }

    private func unwatch() {
        if descriptor >= 0 { reactor.remove(descriptor) }
        descriptor = -1
    }
}
