import Contracts
import Events
import Foundation
import Postgres
import ServiceKit
import ServiceTestKit
import Settings
import TestKit
import Tokens

@testable import Payment

/// The payment service on a port of its own, with a database, a Redis, and a booking that only knows prices.
final class PaymentBench: Sendable {
    static let buyer = "11111111-1111-4111-8111-111111111111"
    static let other = "22222222-2222-4222-8222-222222222222"

    let service: ServiceUnderTest
    let trust: TestTrust
    let secrets: ProviderSecrets
    private let postgres: PrivatePostgres
    private let redis: RedisProcess
    private let database: String

    init(_ change: (inout PaymentConfiguration) -> Void = { _ in }) async throws {
        postgres = try PrivatePostgres.shared()
        let folder = postgres.folder
        database = try await postgres.database(like: "payments") { name in
            try await withLoop { loop in
                let pool = PostgresPool(
                    PostgresConfiguration(server: .unix(folder: folder), database: name), on: loop)
                pool.connect()
                defer { pool.close() }
                _ = try await Migrations.apply(
                    Migrations.roles + EventMigrations.all + PaymentMigrations.all, on: pool)
                try await pool.transaction { transaction throws(PostgresError) in
                    try await transaction.script(Self.booking)
                }
            }
        }
        redis = try RedisProcess()
        trust = try TestTrust()
        var settings = trust.settings(redis: redis.socketPath, postgres: (folder, database))
        var payment = settings.services?.payment ?? PaymentConfiguration()
        payment.demo = true
        payment.frame.listen = .address(IPAddress(ipv4: 0x7F00_0001), port: FreePort.next())
        payment.reconcile = .milliseconds(200)
        payment.faults.delayFor = .milliseconds(60)
        payment.faults.lateAfter = .milliseconds(500)
        change(&payment)
        settings.services?.payment = payment
        var random = SeededRandom(seed: 5)
        let ring = KeyRing(now: 0, random: &random)
        secrets = try ProviderSecrets(ring, storeID: payment.sslCommerz.storeID, storePassword: nil)
        service = try ServiceUnderTest(try PaymentRole.plan(settings, ring: ring))
        guard wait(for: { self.service.isReady }) else { throw RawClient.Failure.timeout }
    }

    /// A booking whose orders are rows with a price: what `booking.start_payment` promises, and no more.
    private static let booking = """
        CREATE SCHEMA booking;
        CREATE TABLE booking.test_order (id uuid PRIMARY KEY, account uuid, amount bigint, state text);
        CREATE FUNCTION booking.start_payment(p_order uuid, p_account uuid, p_admission text)
        RETURNS TABLE (amount bigint, currency text, hold uuid, expires_at timestamptz, trip text)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        #variable_conflict use_column
        DECLARE v booking.test_order;
        BEGIN
            SELECT * INTO v FROM booking.test_order WHERE id = p_order AND account = p_account FOR UPDATE;
            IF NOT FOUND THEN RAISE EXCEPTION 'none' USING ERRCODE = 'SL001'; END IF;
            IF v.state = 'expired' THEN RAISE EXCEPTION 'late' USING ERRCODE = 'SL003'; END IF;
            IF v.state <> 'pending' THEN RAISE EXCEPTION 'no' USING ERRCODE = 'SL002'; END IF;
            RETURN QUERY SELECT v.amount, 'BDT', p_order, now() + interval '5 minutes', 'SUBORNO 701 & co';
        END $$;
        GRANT USAGE ON SCHEMA booking TO sluice_payment;
        GRANT EXECUTE ON FUNCTION booking.start_payment TO sluice_payment;
        CREATE TABLE booking.bought (payment uuid PRIMARY KEY);
        CREATE FUNCTION booking.is_bought_by(p_payment uuid) RETURNS boolean LANGUAGE sql SECURITY DEFINER
            AS $$ SELECT EXISTS (SELECT FROM booking.bought WHERE payment = p_payment) $$;
        GRANT EXECUTE ON FUNCTION booking.is_bought_by TO sluice_payment;
        """

    // MARK: What tests do

    /// Runs SQL as the superuser.
    @discardableResult
    func sql(_ text: String) throws -> String {
        try postgres.command(text, in: database).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// An order that awaits payment.
    func order(_ amount: Int = 123_450, account: String = buyer, state: String = "pending") throws -> String {
        let id = UUID().uuidString.lowercased()
        try sql("INSERT INTO booking.test_order VALUES ('\(id)', '\(account)', \(amount), '\(state)')")
        return id
    }

    /// A request of the buyer, or of somebody else.
    func send(
        _ method: String, _ target: String, json: String? = nil, key: String? = nil,
        account: String = buyer, roles: [String] = ["passenger"]
    ) throws -> RawResponse {
        try service.send(
            method, target, admission: trust.admission(), user: trust.user(account, roles: roles), key: key,
            json: json)
    }

    /// A form from a browser without cookies.
    func form(_ target: String, _ body: String, type: String = "application/x-www-form-urlencoded") throws
        -> RawResponse
    {
        try service.send("POST", target, fields: ["Content-Type: \(type)"], body: body)
    }

    /// A payment that was just begun.
    func begin(_ amount: Int = 123_450, provider: String = "mock") throws -> PaymentIntent {
        let order = try order(amount)
        let answer = try send(
            "POST", "/api/payments", json: #"{"order":"\#(order)","provider":"\#(provider)"}"#,
            key: UUID().uuidString)
        return try WireJSON.decode(PaymentIntent.self, from: answer.body)
    }

    /// How a payment stands.
    func look(_ id: String) throws -> PaymentIntent {
        try WireJSON.decode(PaymentIntent.self, from: try send("GET", "/api/payments/\(id)").body)
    }

    /// Waits until a payment stands somewhere, for ten seconds at most.
    func reaches(_ id: String, _ status: String) -> Bool {
        wait { (try? self.look(id).status) == status }
    }

    /// What is owed to booking for a payment: the amounts, one a row.
    func owed(_ id: String) throws -> [String] {
        try sql(
            "SELECT body->>'amount' FROM event.outbox WHERE consumer = 'booking.confirm' AND about = '\(id)'"
        ).split(separator: "\n").map(String.init)
    }

    /// Whether the bank has sent all that it owed, after ten seconds at most.
    func allNoticesAreSent() -> Bool {
        wait { (try? self.sql("SELECT count(*) FROM bank.notice WHERE done_at IS NULL")) == "0" }
    }

    /// The name under which the bank knows a payment.
    func transaction(_ id: String) throws -> String {
        guard let uuid = PostgresUUID(id) else { throw RawClient.Failure.ended }
        return TransactionName.text((uuid.high, uuid.low))
    }

    /// Looks again and again until a condition holds, for ten seconds at most.
    func wait(for condition: () -> Bool) -> Bool {
        for _ in 0..<1_000 {
            if condition() { return true }
            usleep(10_000)
        }
        return false
    }
}
