import Contracts
import EventLoop
import Events
import Foundation
import Postgres
import Redis
import ServiceKit
import ServiceTestKit
import Settings
import Telemetry
import TestKit
import Testing

@testable import Ticket

/// A ticket service with a database, a Redis and keys of its own, and whoever asks it.
final class TicketBench: Sendable {
    static let owner = "11111111-1111-4111-8111-111111111111"
    static let stranger = "33333333-3333-4333-8333-333333333333"
    static let inspectorAccount = "44444444-4444-4444-8444-444444444444"

    let trust: TestTrust
    let postgres: PrivatePostgres
    let database: String
    let redis: PrivateRedis
    let service: ServiceUnderTest

    /// Starts the service over fresh stores; tests of redelivery start a second one over the same.
    ///
    /// Mails go into a folder unless a relay is named.
    init(relay: String? = nil) async throws {
        trust = try TestTrust()
        postgres = try PrivatePostgres.shared()
        redis = try PrivateRedis()
        let folder = postgres.folder
        database = try await postgres.database(like: "ticket") { name in
            try await withLoop { loop in
                let pool = PostgresPool(
                    PostgresConfiguration(server: .unix(folder: folder), database: name), on: loop)
                pool.connect()
                _ = try await Migrations.apply(
                    Migrations.roles + EventMigrations.all + TicketMigrations.all, on: pool)
                pool.close()
            }
        }
        service = try Self.start(trust, redis, postgres.folder, database, relay: relay)
        let ready = service
        try Self.until("the service to be ready") { ready.isReady }
    }

    deinit {
        for name in ["keys/ticket/keyring", "keys/ticket", "keys", "public/ticket.keys.json", "public"] {
            try? FileManager.default.removeItem(atPath: "\(trust.folder)/\(name)")
        }
        try? FileManager.default.removeItem(atPath: "\(trust.folder)/mail")
    }

    /// Another process's worth of the same service.
    func second() throws -> ServiceUnderTest {
        try Self.start(trust, redis, postgres.folder, database)
    }

    private static func start(
        _ trust: TestTrust, _ redis: PrivateRedis, _ folder: String, _ database: String,
        relay address: String? = nil
    ) throws -> ServiceUnderTest {
        var settings = trust.settings(redis: redis.socketPath, postgres: (folder, database))
        settings.keys = "\(trust.folder)/keys"
        settings.services?.ticket.mailRelay = try address.map { try MailRelayAddress($0) }
        var pace = ConsumerPace()
        pace.block = .milliseconds(50)
        var relay = OutboxRelay.Pace()
        relay.idle = .milliseconds(5)
        let log = EventLog(role: "ticket", sink: TestLog(), threshold: .error, linesPerSecond: 100)
        return try ServiceUnderTest(
            TicketRole.plan(settings, log: log, pace: pace, relay: relay).0, threshold: .info)
    }

    // MARK: What other services do

    /// Runs SQL as the superuser.
    @discardableResult
    func sql(_ text: String) throws -> String {
        try postgres.command(text, in: database).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Owes an event to a consumer, as booking does.
    func put(_ consumer: String, about: String, body: String) throws {
        try sql("SELECT event.put('\(consumer)', '\(about)', $body$\(body)$body$)")
    }

    /// Has tickets issued and waits until they are there.
    func issue(_ order: OrderSample = OrderSample()) throws -> [String] {
        try put("ticket.issue", about: order.order, body: order.json)
        try wait(for: "ticket.issue", about: order.order)
        return try sql("SELECT id FROM ticket.ticket WHERE booking_order = '\(order.order)' ORDER BY seat")
            .split(separator: "\n").map(String.init)
    }

    /// Waits until an event is done.
    func wait(for consumer: String, about: String) throws {
        let matches = "consumer = '\(consumer)' AND about = '\(about)'"
        try Self.until("\(consumer) about \(about)") {
            try sql("SELECT count(done_at) FROM event.outbox WHERE \(matches)") == "1"
        }
    }

    static func until(_ what: String, _ isDone: () throws -> Bool) throws {
        let end = ContinuousClock.now + .seconds(15)
        while try !isDone() {
            try #require(ContinuousClock.now < end, "waited in vain for \(what)")
            usleep(3_000)
        }
    }

    // MARK: Who asks

    func get(_ path: String, as account: String? = owner, roles: [String] = ["passenger"]) throws
        -> RawResponse
    {
        try service.send(
            "GET", path, admission: trust.admission(), user: account.map { trust.user($0, roles: roles) })
    }

    func redeem(
        _ ticket: String, _ json: String, key: String? = nil, roles: [String] = ["inspector"]
    ) throws -> RawResponse {
        try service.send(
            "POST", "/api/tickets/\(ticket)/redeem", admission: trust.admission(),
            user: trust.user(Self.inspectorAccount, roles: roles), key: key, json: json)
    }

    /// What a check-in came to: `ok` or the reason.
    static func outcome(_ response: RawResponse) throws -> String {
        let model = try WireJSON.decode(RedeemModel.self, from: response.body)
        #expect((model.status == "ok") == (response.status == 201))
        return model.reason ?? model.status
    }
}
