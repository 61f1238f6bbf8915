import Audit
import Booking
import EventLoop
import Events
import Identity
import Payment
import Postgres
import Redis
import TestKit
import Ticket

/// A copy of the sound database for a test, and audits of it.
struct AuditBench {
    let postgres: PrivatePostgres
    let database: String

    init() async throws {
        let postgres = try PrivatePostgres.shared()
        let folder = postgres.folder
        self.postgres = postgres
        database = try await postgres.database(like: "audit") { name in
            try await withLoop { loop in
                let pool = Self.pool(folder, name, on: loop)
                _ = try await Migrations.apply(
                    Migrations.roles + EventMigrations.all + IdentityMigrations.all
                        + BookingMigrations.all + CatalogueMigrations.all + PaymentMigrations.all
                        + TicketMigrations.all, on: pool)
                _ = try await pool.transaction { transaction throws(PostgresError) in
                    try await transaction.script(SoundDatabase.script)
                }
                pool.close()
            }
        }
    }

    /// Changes the data with no trigger and no foreign key in the way: what no service can do.
    func damage(_ sql: String) throws {
        try postgres.command("SET session_replication_role = replica; \(sql)", in: database)
    }

    /// Changes the data as services do, with all triggers.
    func change(_ sql: String) throws {
        try postgres.command(sql, in: database)
    }

    /// Ends everything that is on its way: the open order lapses, and so does the offer.
    func settle() throws {
        try change(
            """
            UPDATE booking.hold SET status = 'expired' WHERE status = 'held';
            UPDATE booking.booking_order SET status = 'lapsed' WHERE status = 'pending';
            UPDATE booking.waitlist SET status = 'expired' WHERE status = 'offered';
            UPDATE payment.payment SET status = 'canceled', check_at = NULL WHERE status = 'open'
            """)
    }

    /// What an audit finds, with a Redis or without one.
    func audit(isSettled: Bool = false, redis server: RedisProcess? = nil) async throws -> AuditOutcome {
        let (folder, database, socket) = (postgres.folder, database, server?.socketPath)
        return try await withLoop { loop in
            let pool = Self.pool(folder, database, on: loop)
            let redis = socket.map { RedisClient(RedisConfiguration(address: .unix($0)), on: loop) }
            defer {
                pool.close()
                redis?.close()
            }
            if let redis {
                let parking = Parking(loop.reactor)
                redis.onStateChange { _ in parking.wake() }
                redis.connect()
                while redis.state == .disconnected(nil) { _ = await parking.park() }
            }
            var outcome: AuditOutcome?
            let run = AuditRun(pool, redis, on: loop.reactor, isSettled: isSettled, looks: 1) { outcome = $0 }
            await run.perform()
            return outcome ?? .unreachable("the audit did not say how it ended")
        }
    }

    private static func pool(_ folder: String, _ database: String, on loop: isolated Loop) -> PostgresPool {
        let pool = PostgresPool(
            PostgresConfiguration(
                server: .unix(folder: folder), database: database, user: "sluice",
                statementTimeout: .seconds(60), connections: 1, waitLimit: .seconds(60)), on: loop)
        pool.connect()
        return pool
    }
}
