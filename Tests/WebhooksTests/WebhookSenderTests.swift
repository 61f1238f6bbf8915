import EventLoop
import Events
import Postgres
import Testing
import TestKit

@testable import Webhooks

@Suite("Webhooks on their way") struct WebhookSenderTests {
    /// A database, and a sender that may reach this machine.
    private func run<Value: Sendable>(
        allowsPrivate: Bool = true,
        _ body: @escaping @Sendable (isolated Loop, PostgresPool, WebhookSender) async throws -> Value
    ) async throws -> Value {
        let postgres = try PrivatePostgres.shared()
        let folder = postgres.folder
        let database = try await postgres.database(like: "webhooks") { name in
            try await withLoop { loop in
                let pool = PostgresPool(
                    PostgresConfiguration(server: .unix(folder: folder), database: name), on: loop)
                pool.connect()
                defer { pool.close() }
                _ = try await Migrations.apply(Migrations.roles + EventMigrations.all, on: pool)
            }
        }
        let blocking = try BlockingPool(threads: 1)
        defer { blocking.stop() }
        return try await withLoop { loop in
            let pool = PostgresPool(
                PostgresConfiguration(server: .unix(folder: folder), database: database), on: loop)
            pool.connect()
            defer { pool.close() }
            let sender = WebhookSender(
                pool: pool, on: loop, resolver: NameResolver(pool: blocking), log: nil,
                allowsPrivate: allowsPrivate
            ) { 1_674_087_231_000 }
            defer { sender.stop() }
            return try await body(loop, pool, sender)
        }
    }

    private static let secret = "whsec_eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4"

    /// Adds an endpoint and one delivery to it.
    private static func deliver(
        to url: String, _ pool: PostgresPool
    ) async throws(PostgresError) -> PostgresUUID {
        guard let secret = WebhookSecret(secret),
            let id = try await WebhookEndpoints(pool).add(url, types: ["booking.*"], secret: secret)
        else { throw PostgresError(.invalidArgument) }
        _ = try await pool.query(
            "INSERT INTO event.delivery (endpoint, event, body) VALUES ($1, 'msg_1', '{\"a\":1}')",
            [.uuid(id)])
        return id
    }

    private static func until(
        _ loop: isolated Loop, _ condition: () async throws -> Bool
    ) async throws -> Bool {
        for _ in 0..<1_000 {
            if try await condition() { return true }
            _ = await Parking(loop.reactor).park(loop.reactor, atMost: .milliseconds(10))
        }
        return false
    }

    private static func text(_ pool: PostgresPool, _ sql: SQL) async throws(PostgresError) -> String {
        try await pool.query(sql).only().text(0)
    }

    @Test("arrive signed, with the event's id, and are done")
    func delivered() async throws {
        let receiver = Receiver(["204 No Content"])
        try await run { loop, pool, sender in
            _ = try await Self.deliver(to: receiver.url, pool)
            sender.start()
            #expect(try await Self.until(loop) { sender.delivered == 1 })
            let message = try #require(receiver.messages.first)
            #expect(message.head.hasPrefix("POST /hooks?x=1 HTTP/1.1\r\n"))
            #expect(message.field("webhook-id") == "msg_1")
            #expect(message.field("webhook-timestamp") == "1674087231")
            #expect(
                message.field("webhook-signature") == "v1,GaLn/5CiKKUbzdonvuc7iw5evvX4ez3Rmc2WUpkmcc0=")
            #expect(message.field("content-type") == CloudEvent.contentType)
            #expect(message.body == Array("{\"a\":1}".utf8))
            #expect(
                try await Self.text(pool, "SELECT (done_at IS NOT NULL)::text FROM event.delivery") == "true")
        }
    }

    @Test("come again by the schedule after a failure, and a redirect is one")
    func later() async throws {
        let receiver = Receiver(["500 Oops", "302 Found\r\nLocation: http://127.0.0.1:1/", "200 OK"])
        try await run { loop, pool, sender in
            _ = try await Self.deliver(to: receiver.url, pool)
            sender.start()
            for (tries, least) in [(1, 4), (2, 299)] {
                #expect(try await Self.until(loop) { sender.failures == tries })
                #expect(
                    try await Self.until(loop) {
                        let wait = try await pool.query(
                            "SELECT extract(epoch FROM due_at - clock_timestamp())::int FROM event.delivery")
                        let seconds = try wait.only().int(0)
                        return seconds >= least && seconds <= least + least / 8 + 2
                    })
                _ = try await pool.query("UPDATE event.delivery SET due_at = now()")
                sender.nudge()
            }
            #expect(try await Self.until(loop) { sender.delivered == 1 })
            #expect(receiver.messages.count == 3)
            #expect(Set(receiver.messages.map { $0.field("webhook-id") }) == ["msg_1"])
        }
    }

    @Test("end after the tenth try, and go on when an operator says so")
    func givenUp() async throws {
        let receiver = Receiver(["503 Busy", "200 OK"])
        try await run { loop, pool, sender in
            let id = try await Self.deliver(to: receiver.url, pool)
            _ = try await pool.query("UPDATE event.delivery SET tries = 9")
            sender.start()
            #expect(try await Self.until(loop) { try await WebhookEndpoints(pool).list()[0].failed == 1 })
            #expect(try await WebhookEndpoints(pool).replay(id) == 1)
            sender.nudge()
            #expect(try await Self.until(loop) { sender.delivered == 1 })
        }
    }

    @Test("disable an endpoint that is gone, and leave the others alone")
    func gone() async throws {
        let receiver = Receiver(["410 Gone"])
        let other = Receiver(["200 OK"])
        try await run { loop, pool, sender in
            let id = try await Self.deliver(to: receiver.url, pool)
            _ = try await Self.deliver(to: other.url, pool)
            sender.start()
            #expect(try await Self.until(loop) { sender.delivered == 1 && sender.failures == 1 })
            #expect(
                try await Self.until(loop) {
                    let entries = try await WebhookEndpoints(pool).list()
                    return entries.first { $0.id == id }?.disabled == "the receiver answered 410"
                })
            _ = try await pool.query(
                "INSERT INTO event.delivery (endpoint, event, body) VALUES ($1, 'msg_2', '{}')", [.uuid(id)])
            sender.nudge()
            #expect(receiver.messages.count == 1)
            #expect(try await WebhookEndpoints(pool).remove(id))
        }
    }

    @Test("go to nobody in a private network, by address or by name", arguments: ["127.0.0.1", "localhost"])
    func privateAddresses(_ host: String) async throws {
        let receiver = Receiver(["200 OK"])
        try await run(allowsPrivate: false) { loop, pool, sender in
            let url = receiver.url.replacing("127.0.0.1", with: host)
            _ = try await Self.deliver(to: url, pool)
            sender.start()
            #expect(try await Self.until(loop) { sender.failures == 1 })
            #expect(receiver.messages.isEmpty)
        }
    }

    @Test("are made of an event for each endpoint that wants it, once")
    func fanOut() async throws {
        try await run { _, pool, _ in
            let endpoints = WebhookEndpoints(pool)
            let secret = try #require(WebhookSecret(Self.secret))
            for types in [["booking.*"], ["payment.succeeded", "ticket.issued"], ["*"]] {
                #expect(try await endpoints.add("http://example.org/", types: types, secret: secret) != nil)
            }
            #expect(try await endpoints.add("https://example.org/", types: ["*"], secret: secret) == nil)
            #expect(try await endpoints.add("nonsense", types: ["*"], secret: secret) == nil)
            let work = WebhookFanOut(EventOrigin(baseURL: "https://Tickets.Example.org")) {}
            let told = Event(
                row: 7, consumer: "webhook", about: "booking.order.confirmed:o1",
                body: """
                    {"type": "booking.order.confirmed", "subject": "o1", "time": "2026-11-21T10:00:00Z",
                     "data": {"order": "o1", "amount": 100}}
                    """, tries: 1, madeAt: 0)
            for _ in 0..<2 {
                try await pool.transaction { transaction throws(EventFailure) in
                    try await work.apply(told, (), in: &transaction)
                }
            }
            let rows = try await pool.query("SELECT event, body FROM event.delivery")
            #expect(rows.count == 2)
            #expect(try rows[0].text(0) == "msg_7")
            #expect(
                try rows[0].text(1)
                    == #"{"specversion":"1.0","id":"msg_7","source":"https://Tickets.Example.org","#
                    + #""type":"org.example.tickets.sluice.booking.order.confirmed","subject":"o1","#
                    + #""time":"2026-11-21T10:00:00Z","datacontenttype":"application/json","#
                    + #""data":{"amount":100,"order":"o1"}}"#)
            await #expect(throws: EventFailure.poison("the event does not say its type, subject and time")) {
                let empty = Event(row: 8, consumer: "webhook", about: "x", body: "{}", tries: 1, madeAt: 0)
                try await pool.transaction { transaction throws(EventFailure) in
                    try await work.apply(empty, (), in: &transaction)
                }
            }
        }
    }

    @Test("are told in the transaction that did it, and cost nothing where nobody listens")
    func telling() async throws {
        try await run { _, pool, _ in
            let tell: SQL = "SELECT event.tell('payment.succeeded', $1, '{}')"
            #expect(try await !pool.query(tell, ["p1"]).only().bool(0))
            let secret = try #require(WebhookSecret(Self.secret))
            _ = try await WebhookEndpoints(pool).add(
                "http://example.org/", types: ["payment.*"], secret: secret)
            #expect(try await pool.query(tell, ["p1"]).only().bool(0))
            #expect(try await !pool.query(tell, ["p1"]).only().bool(0))
            let other: SQL = "SELECT event.tell('booking.order.confirmed', 'o', '{}')"
            #expect(try await !pool.query(other).only().bool(0))
        }
    }

    @Test("speak for the installation's host, and locally where it has no name")
    func origin() {
        #expect(EventOrigin(baseURL: "https://tickets.example.org").prefix == "org.example.tickets.sluice")
        #expect(EventOrigin(baseURL: "http://127.0.0.1:8080").prefix == "local.sluice")
        #expect(EventOrigin(baseURL: "http://[::1]:8080").prefix == "local.sluice")
    }
}
