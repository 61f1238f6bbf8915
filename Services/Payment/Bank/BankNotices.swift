internal import EventLoop
internal import Postgres
internal import ServiceKit
internal import Telemetry

/// Sends the stand-in's notices when they are due, and lets late money arrive.
///
/// As a real provider does, it tries again while it gets no answer or a 5xx, and gives up after eight tries.
final class BankNotices: LoopWork {
    /// The most notices that are under way at once.
    static let most = 8

    private let book: BankBook
    private let text: BankNoticeText
    private let client: ServiceClient
    private let base: String
    private let reactor: Reactor
    private let parking: Parking
    private let log: EventLog
    private let now: () -> Int64
    private var underWay = 0
    private var isStopped = false

    /// A sender of notices to one server, our own at `base`; `now` gives milliseconds since 1970.
    init(
        book: BankBook, text: BankNoticeText, client: ServiceClient, base: String, on reactor: Reactor,
        log: EventLog, now: @escaping () -> Int64
    ) {
        self.book = book
        self.text = text
        self.client = client
        self.base = base
        self.reactor = reactor
        self.log = log
        self.now = now
        parking = Parking(reactor)
    }

    /// Begins to send.
    func start() {
        if reactor.runners.start(self) == nil { log.error("notices_not_started") }
    }

    /// Says that notices were put just now.
    func nudge() {
        if parking.isOccupied { parking.wake() }
    }

    /// Sends no more.
    func stop() {
        isStopped = true
        nudge()
    }

    func perform() async {
        while !isStopped {
            let free = Self.most - underWay
            if free > 0, await lease(free) == free { continue }
            let pause = Duration.milliseconds(Int64.random(in: 150...300))
            if await parking.park(reactor, atMost: pause) == .cancelled { return }
        }
    }

    private func lease(_ limit: Int) async -> Int {
        do throws(PostgresError) {
            try await book.settleLate()
            let notices = try await book.leaseNotices(limit: limit)
            for notice in notices { begin(notice) }
            return notices.count
        } catch {
            log.warning("notices_failed") { $0.field("reason", "\(error)") }
            return 0
        }
    }

    private func begin(_ notice: BankNotice) {
        underWay += 1
        let sending = Sending(self, notice)
        if reactor.runners.start(sending) == nil { underWay -= 1 }
    }

    /// One notice under way.
    private final class Sending: LoopWork {
        private let owner: BankNotices
        private let notice: BankNotice

        init(_ owner: BankNotices, _ notice: BankNotice) {
            self.owner = owner
            self.notice = notice
        }

        func perform() async {
            await owner.send(notice)
            owner.underWay -= 1
            owner.nudge()
        }
    }

    private func send(_ notice: BankNotice) async {
        if await post(notice) {
            do throws(PostgresError) {
                try await book.done(notice.id)
            } catch {
                // It comes again, as notices do.
                log.debug("notice_again") { $0.field("reason", "\(error)") }
            }
        }
    }

    /// Whether the merchant has the notice, or will never have it: notices go to nobody but us.
    private func post(_ notice: BankNotice) async -> Bool {
        let address = notice.charge.details.notices
        guard address.hasPrefix(base + "/") else { return true }
        let target = String(address.dropFirst(base.utf8.count))
        do throws(ServiceError) {
            return try await client.send(text.call(notice, to: target, seconds: now() / 1_000)).status < 500
        } catch {
            return false
        }
    }
}
