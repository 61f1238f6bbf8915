package import EventLoop
internal import HTTP
internal import HTTPClient
package import Postgres
package import Telemetry

/// Sends deliveries that are due, a bounded number at once, and keeps their schedule.
///
/// Deliveries are leased by `due_at`, so several senders share them and a dead one's come due again.
package final class WebhookSender: LoopWork {
    /// The most deliveries that are under way at once.
    package static let most = 8

    /// How many were delivered.
    package private(set) var delivered = 0
    /// How many tries failed.
    package private(set) var failures = 0

    private let pool: PostgresPool
    private let connections: UpstreamPool
    private let resolver: NameResolver
    private let loop: Loop
    private let reactor: Reactor
    private let parking: Parking
    private let log: EventLog?
    private let allowsPrivate: Bool
    private let now: () -> Int64
    private var underWay = 0
    private var isStopped = false

    /// A sender of one loop; `now` gives milliseconds since 1970.
    ///
    /// With `allowsPrivate` endpoints may stand in private networks: for tests, and for an operator who
    /// says so.
    package init(
        pool: PostgresPool, on loop: isolated Loop, resolver: NameResolver, log: EventLog?,
        allowsPrivate: Bool = false, now: @escaping () -> Int64
    ) {
        self.pool = pool
        self.resolver = resolver
        self.loop = loop
        self.log = log
        self.allowsPrivate = allowsPrivate
        self.now = now
        reactor = loop.reactor
        parking = Parking(loop.reactor)
        var settings = UpstreamSettings(servers: [])
        settings.connectTimeout = .seconds(5)
        settings.firstByteTimeout = .seconds(15)
        settings.idleTimeout = .seconds(15)
        settings.connections = Self.most
        connections = UpstreamPool(settings, on: loop, resolver: resolver)
    }

    /// Begins to send.
    package func start() {
        if reactor.runners.start(self) == nil { log?.error("webhooks_not_started") }
    }

    /// Says that deliveries were made just now.
    package func nudge() {
        if parking.isOccupied { parking.wake() }
    }

    /// Sends no more.
    package func stop() {
        isStopped = true
        nudge()
    }

    /// Sends until `stop`.
    package func perform() async {
        while !isStopped {
            let free = Self.most - underWay
            if free > 0, await lease(free) == free { continue }
            let pause = Duration.milliseconds(Int64.random(in: 700...1_300))
            if await parking.park(reactor, atMost: pause) == .cancelled { return }
        }
    }

    // MARK: Leases

    /// A lease lasts longer than any try.
    private func lease(_ limit: Int) async -> Int {
        do throws(PostgresError) {
            let rows = try await pool.query(
                """
                UPDATE event.delivery d SET tries = d.tries + 1, 
                    due_at = clock_timestamp() + interval '90 seconds'
                FROM event.endpoint e
                WHERE e.id = d.endpoint AND d.id IN (
                    SELECT w.id FROM event.delivery w JOIN event.endpoint o ON o.id = w.endpoint
                    WHERE w.done_at IS NULL AND w.failed_at IS NULL AND w.due_at <= now()
                        AND o.disabled_at IS NULL
                    ORDER BY w.due_at LIMIT $1 FOR UPDATE OF w SKIP LOCKED)
                RETURNING d.id, d.endpoint, d.event, d.body, d.tries, e.url, array_to_string(e.secrets, ' ')
                """, [.int32(Int32(limit))])
            for row in rows { begin(try WebhookDelivery(row)) }
            return rows.count
        } catch {
            log?.warning("webhooks_failed") { $0.field("reason", "\(error)") }
            return 0
        }
    }

    private func begin(_ delivery: WebhookDelivery) {
        underWay += 1
        if reactor.runners.start(Sending(self, delivery)) == nil { underWay -= 1 }
    }

    /// One delivery under way.
    private final class Sending: LoopWork {
        private let owner: WebhookSender
        private let delivery: WebhookDelivery

        init(_ owner: WebhookSender, _ delivery: WebhookDelivery) {
            self.owner = owner
            self.delivery = delivery
        }

        func perform() async {
            await owner.send(delivery)
            owner.underWay -= 1
            owner.nudge()
        }
    }

    // MARK: One delivery

    private func send(_ delivery: WebhookDelivery) async {
        let (verdict, status, reason) = await post(delivery)
        do throws(PostgresError) {
            switch verdict {
            case .delivered:
                delivered += 1
                _ = try await pool.query(
                    """
                    UPDATE event.delivery SET done_at = clock_timestamp(), status = $2, error = NULL
                    WHERE id = $1
                    """,
                    [.int64(delivery.row), .int32(Int32(status))])
            case .gone:
                failures += 1
                try await disable(delivery)
            case .later(let asked):
                failures += 1
                try await postpone(delivery, asked, status, reason)
            }
        } catch {
            log?.warning("webhooks_failed") { $0.field("reason", "\(error)") }
        }
    }

    /// The receiver said 410: nothing goes there any more until an operator says otherwise.
    private func disable(_ delivery: WebhookDelivery) async throws(PostgresError) {
        _ = try await pool.query(
            """
            WITH ended AS (
                UPDATE event.delivery SET failed_at = clock_timestamp(), status = 410 WHERE id = $1)
            UPDATE event.endpoint SET disabled_at = clock_timestamp(), reason = 'the receiver answered 410'
            WHERE id = $2 AND disabled_at IS NULL
            """, [.int64(delivery.row), .uuid(delivery.endpoint)])
        log?.warning("webhook_gone") { $0.field("endpoint", "\(delivery.endpoint)") }
    }

    private func postpone(
        _ delivery: WebhookDelivery, _ asked: Duration?, _ status: Int, _ reason: String
    ) async throws(PostgresError) {
        let wait = WebhookSchedule.wait(
            afterTries: delivery.tries, retryAfter: asked, random: Double.random(in: 0..<1))
        let seconds = wait.map { Double($0.wholeNanoseconds) / 1e9 }
        _ = try await pool.query(
            """
            UPDATE event.delivery SET status = $2, error = $3,
                due_at = clock_timestamp() + coalesce($4::float8, 0) * interval '1 second',
                failed_at = CASE WHEN $4::float8 IS NULL THEN clock_timestamp() END
            WHERE id = $1 AND done_at IS NULL
            """,
            [
                .int64(delivery.row), .int32(Int32(status)), .text(reason),
                .optional(seconds) { .double($0) },
            ])
    }

    private func post(
        _ delivery: WebhookDelivery
    ) async -> (verdict: WebhookVerdict, status: Int, reason: String) {
        guard let url = WebhookURL(delivery.url), !url.isSecure else {
            return (.later(after: nil), 0, "the address cannot be used")
        }
        guard let address = await address(url) else {
            return (.later(after: nil), 0, "the address is private, or its name has none")
        }
        let seconds = now() / 1_000
        let secrets = delivery.secrets.compactMap { WebhookSecret($0) }
        guard !secrets.isEmpty,
            let signature = try? WebhookSignature.value(
                id: delivery.event, seconds: seconds, body: delivery.body, secrets: secrets)
        else { return (.later(after: nil), 0, "the secret cannot be used") }
        let fields = [
            (name: "content-type", value: CloudEvent.contentType), ("webhook-id", delivery.event),
            ("webhook-timestamp", "\(seconds)"), ("webhook-signature", signature), ("user-agent", "sluice"),
        ]
        do throws(UpstreamError) {
            let answer = try await connections.call(
                HTTPCall(
                    .post, host: url.authority, target: url.target, fields: fields, body: delivery.body),
                to: address, limit: 1 << 20)
            let verdict = WebhookVerdict(status: answer.status, retryAfter: answer.retryAfter)
            return (verdict, answer.status, "status \(answer.status)")
        } catch {
            return (.later(after: nil), 0, "\(error)")
        }
    }

    /// An address that the name has now; nil when one of them is not public, since a name that points inwards
    /// even in part is not to be trusted.
    private func address(_ url: WebhookURL) async -> SocketAddress? {
        if let numeric = SocketAddress(host: url.host, port: url.port) {
            return allowsPrivate || PublicAddress.isPublic(numeric) ? numeric : nil
        }
        let found = FoundAddresses(reactor)
        resolver.resolve(url.host, port: url.port, on: loop) { _, addresses in found.arrived(addresses) }
        let addresses = await found.wait(reactor, atMost: .seconds(5))
        guard allowsPrivate || addresses.allSatisfy(PublicAddress.isPublic) else { return nil }
        return addresses.first
    }
}
