import EventLoop
import Events
import Postgres
import Redis
import TestKit

/// A database with the schema `event`, a Redis of its own, and clients of both on one loop.
///
/// Two consumers exist for tests: `test.count` and `test.other`, both of the role `sluice_booking`. The table
/// `test.effect` takes what they do.
final class EventBench {
    /// As the service whose role it is.
    let pool: PostgresPool
    /// As the owner of the database: the clock that a test moves.
    let owner: PostgresPool
    let redis: RedisClient
    let server: RedisProcess
    let database: String
    let folder: String
    let reactor: Reactor
    private var consumers: [() -> Void] = []

    private init(on loop: isolated Loop, folder: String, database: String, server: RedisProcess) {
        self.folder = folder
        self.database = database
        self.server = server
        reactor = loop.reactor
        // A busy machine is no failure here.
        redis = RedisClient(
            RedisConfiguration(address: .unix(server.socketPath), commandDeadline: .seconds(5)), on: loop)
        pool = Self.pool(folder, database, user: "sluice_booking", on: loop)
        owner = Self.pool(folder, database, user: "sluice", on: loop)
    }

    static func pool(
        _ folder: String, _ database: String, user: String, on loop: isolated Loop
    ) -> PostgresPool {
        let pool = PostgresPool(
            PostgresConfiguration(
                server: .unix(folder: folder), database: database, user: user,
                statementTimeout: .seconds(60), waitLimit: .seconds(60)), on: loop)
        pool.connect()
        return pool
    }

    /// Lends a bench for the length of a test.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable (isolated Loop, EventBench) async throws -> Value
    ) async throws -> Value {
        let postgres = try PrivatePostgres.shared()
        let folder = postgres.folder
        let database = try await postgres.database(like: "events") { name in
            try await withLoop { loop in
                let pool = Self.pool(folder, name, user: "sluice", on: loop)
                _ = try await Migrations.apply(Migrations.roles + EventMigrations.all, on: pool)
                _ = try await pool.transaction { transaction throws(PostgresError) in
                    try await transaction.script(Self.tables)
                }
                pool.close()
            }
        }
        let server = try RedisProcess()
        return try await withLoop { loop in
            let bench = EventBench(on: loop, folder: folder, database: database, server: server)
            await bench.connectRedis()
            defer { bench.close() }
            return try await body(loop, bench)
        }
    }

    private static let tables = """
        CREATE SCHEMA test;
        CREATE TABLE test.effect (about text NOT NULL);
        GRANT USAGE ON SCHEMA test TO sluice_booking;
        GRANT SELECT, INSERT ON test.effect TO sluice_booking;
        INSERT INTO event.consumer (name, role)
        VALUES ('test.count', 'sluice_booking'), ('test.other', 'sluice_booking');
        """

    private func connectRedis() async {
        let parking = Parking(reactor)
        redis.onStateChange { _ in parking.wake() }
        redis.connect()
        while redis.state == .disconnected(nil) { _ = await parking.park() }
    }

    private func close() {
        for stop in consumers { stop() }
        redis.close()
        pool.close()
        owner.close()
    }

    // MARK: Parts

    func relay(batch: Int = 100) -> OutboxRelay {
        var pace = OutboxRelay.Pace()
        pace.idle = .milliseconds(2)
        pace.afterFailure = .milliseconds(2)
        pace.batch = batch
        let relay = OutboxRelay(pool: pool, redis: redis, on: reactor, log: nil, pace: pace)
        consumers.append { relay.stop() }
        return relay
    }

    func consumer<Work: EventWork>(
        _ work: Work, on loop: isolated Loop, pace change: (inout ConsumerPace) -> Void = { _ in }
    ) -> EventConsumer<Work> {
        var pace = ConsumerPace()
        pace.block = .milliseconds(200)
        pace.afterFailure = .milliseconds(2)
        change(&pace)
        let consumer = EventConsumer(
            "test.count", work, pool: pool, redis: redis, on: loop, log: nil, pace: pace)
        consumers.append { consumer.stop() }
        return consumer
    }

    // MARK: What is there

    func put(_ count: Int, consumer: String = "test.count") async throws {
        _ = try await owner.query(
            "SELECT event.put($1, 'a' || n, '{\"n\": 1}') FROM generate_series(1, $2) n",
            [.text(consumer), .int32(Int32(count))])
    }

    /// A number that a query gives.
    func number(_ sql: SQL) async throws -> Int {
        try await owner.query(sql).only().int(0)
    }

    func effects() async throws -> Int { try await number("SELECT count(*) FROM test.effect") }

    func doubles() async throws -> Int {
        try await number("SELECT count(*) - count(DISTINCT about) FROM test.effect")
    }

    func undone() async throws -> Int {
        try await number("SELECT count(*) FROM event.outbox WHERE done_at IS NULL")
    }

    /// Lets the time of every lease be over.
    func makeDue() async throws {
        _ = try await owner.query(
            """
            UPDATE event.outbox SET due_at = now() WHERE id IN (SELECT id FROM event.outbox
                WHERE done_at IS NULL AND parked IS NULL FOR UPDATE SKIP LOCKED)
            """)
    }

    /// Waits, for a minute at most, until a condition holds; leases end about once a second.
    ///
    /// Not with each look: everything that is undone is sent again when its lease ends, and a slow machine
    /// would get more of it than it can take.
    func until(moving: Bool = true, _ condition: () async throws -> Bool) async throws -> Bool {
        for look in 0..<6_000 {
            if try await condition() { return true }
            if moving, look % 100 == 0 { try await makeDue() }
            _ = await Parking(reactor).park(reactor, atMost: .milliseconds(10))
        }
        return false
    }
}
