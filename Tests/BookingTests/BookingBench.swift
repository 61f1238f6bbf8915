import Audit
import Booking
import EventLoop
import Events
import Postgres
import Redis
import ServiceTestKit
import Telemetry
import TestKit
import Testing

/// Booking's stores on one loop: a database with something to sell, a Redis of its own, an inventory.
final class BookingBench {
    let reactor: Reactor
    /// As the service.
    let pool: PostgresPool
    /// As the owner of the database: what a test looks at, and the clock that it moves.
    let owner: PostgresPool
    let redis: RedisClient
    let server: RedisProcess
    let ledger: PostgresLedger
    let seats: RedisSeats
    let inventory: Inventory
    let log = EventLog(role: "booking", sink: TestLog())

    private init(on loop: isolated Loop, folder: String, database: String, server: RedisProcess) {
        reactor = loop.reactor
        self.server = server
        pool = Self.pool(folder, database, user: "sluice_booking", on: loop)
        owner = Self.pool(folder, database, user: "sluice", on: loop)
        redis = RedisClient(RedisConfiguration(address: .unix(server.socketPath)), on: loop)
        ledger = PostgresLedger(pool, reactor: loop.reactor)
        seats = RedisSeats(redis)
        inventory = Inventory(ledger: ledger, seats: seats, reactor: loop.reactor)
    }

    private static func pool(
        _ folder: String, _ database: String, user: String, on loop: isolated Loop
    ) -> PostgresPool {
        let pool = PostgresPool(
            PostgresConfiguration(server: .unix(folder: folder), database: database, user: user),
            on: loop)
        pool.connect()
        return pool
    }

    /// Lends a bench for the length of a test.
    static func run<Value: Sendable>(
        on postgres: PrivatePostgres? = nil,
        _ body: @escaping @Sendable (isolated Loop, BookingBench) async throws -> Value
    ) async throws -> Value {
        let postgres = try postgres ?? .shared()
        let folder = postgres.folder
        let database = try await Self.database(on: postgres)
        let server = try RedisProcess()
        return try await withLoop { loop in
            let bench = BookingBench(on: loop, folder: folder, database: database, server: server)
            await bench.connectRedis()
            defer { bench.close() }
            return try await body(loop, bench)
        }
    }

    /// A database with all that booking needs, and something to sell.
    static func database(on postgres: PrivatePostgres) async throws -> String {
        let folder = postgres.folder
        return try await postgres.database(like: "booking") { name in
            try await withLoop { loop in
                let pool = Self.pool(folder, name, user: "sluice", on: loop)
                _ = try await Migrations.apply(
                    Migrations.roles + EventMigrations.all + BookingMigrations.all
                        + CatalogueMigrations.all, on: pool)
                _ = try await pool.transaction { transaction throws(PostgresError) in
                    try await transaction.script(BookingTables.payment)
                    try await transaction.script(BookingTables.trip)
                }
                pool.close()
            }
        }
    }

    private func connectRedis() async {
        let parking = Parking(reactor)
        redis.onStateChange { _ in parking.wake() }
        redis.connect()
        while redis.state == .disconnected(nil) { _ = await parking.park() }
    }

    private func close() {
        redis.close()
        pool.close()
        owner.close()
    }

    // MARK: Asking

    /// An attempt of a new account, or of one that is named, under a new key or a given one.
    func attempt(
        _ seats: [Int], _ start: Int = 0, _ end: Int = 10, account: PostgresUUID? = nil, key: String? = nil,
        body: String = "x"
    ) throws -> HoldAttempt {
        let account = account ?? .random()
        let id = PostgresUUID.random()
        return HoldAttempt(
            id: id, trip: "T-1", seats: seats, stretch: try #require(Stretch(from: start, to: end, legs: 10)),
            prices: seats.map { _ in 10_000 }, account: account, admission: "session-1",
            key: Idempotency(
                principal: "\(account)", route: "POST /api/holds", key: key ?? "\(id)",
                body: Array(body.utf8)),
            answer: #"{"id":"\#(id)""#)
    }

    /// Runs so many functions at the same time, each on a runner of the loop, and waits for all.
    func concurrently(_ count: Int, _ body: @escaping (Int) async throws -> Void) async throws {
        let parking = Parking(reactor)
        var left = count
        var failure: (any Error)?
        for number in 0..<count {
            let job = LoopJob {
                do { try await body(number) } catch { failure = failure ?? error }
                left -= 1
                parking.wake()
            }
            _ = try #require(reactor.runners.start(job))
        }
        while left > 0 { _ = await parking.park() }
        if let failure { throw failure }
    }

    // MARK: Looking

    /// A number that a query of the owner gives.
    func number(_ sql: String) async throws -> Int {
        try await owner.query(SQL(trusted: sql)).only().int(0)
    }

    /// Runs a statement of the owner.
    func change(_ sql: String) async throws {
        _ = try await owner.query(SQL(trusted: sql))
    }

    /// The bitmaps of the trip's seats in Redis; nil while it is cold.
    func redisWords() async throws -> [UInt32]? { try await seats.words(trip: "T-1") }

    /// The bitmaps of the trip's seats in Postgres.
    func postgresWords() async throws -> [UInt32] {
        let rows = try await owner.query(
            "SELECT taken FROM booking.seat WHERE trip = 'T-1' ORDER BY number")
        return try rows.map { UInt32(bitPattern: try $0.int32(0)) }
    }

    /// The audits find nothing, and Redis says the same as Postgres about every bit and every live hold.
    func expectAgreement(_ comment: Comment? = nil) async throws {
        // No ticket service runs here.
        for check in AuditCheck.all where !check.isForSettled && !check.sql.contains("ticket.") {
            var said: [String] = []
            for row in try await owner.query(SQL(trusted: check.sql)) { said.append(try row.text(0)) }
            #expect(said == [], comment)
        }
        let agreement = RedisAgreement(redis: redis, pool: owner, reactor: reactor, looks: 1)
        #expect(try await agreement.check().contradictions == [], comment)
        #expect(try await redisWords() != nil, comment)
        let live = try await ledger.live(trip: "T-1")
        for (id, deadline) in try await seats.look(trip: "T-1") ?? [] {
            let isSold = live.first { $0.id == PostgresUUID(id) }?.status == .sold
            #expect((deadline == .none) == isSold, comment)
        }
    }
}
