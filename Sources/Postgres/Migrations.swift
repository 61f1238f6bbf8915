/// Brings a database to the present schema.
package enum Migrations {
    /// The steps of the whole installation: its roles; they come before those of any service.
    package static var roles: [Migration] {
        Migration.history(of: "sluice", [PackageResources._01_roles_sql])
    }

    /// Runs the steps that the database lacks, all in one transaction, and answers which ones those were.
    ///
    /// Whoever comes at the same time waits, and then finds nothing to do. The pool logs in as the owner of
    /// the database. `limit` is for each step, and for waiting for others.
    package static func apply(
        _ migrations: [Migration], on pool: PostgresPool, within limit: Duration = .seconds(120)
    ) async throws(MigrationError) -> [Migration] {
        try await pool.transaction { transaction throws(MigrationError) in
            let applied = try await remembered(&transaction, limit)
            let pending = try MigrationPlan(migrations, applied: applied).pending
            for migration in pending {
                do throws(PostgresError) {
                    try await run(migration, &transaction, limit)
                } catch {
                    throw .failed(owner: migration.owner, number: migration.number, error)
                }
            }
            return pending
        }
    }

    /// Takes the lock and reads what the database remembers; it remembers nothing at first.
    private static func remembered(
        _ transaction: inout PostgresTransaction, _ limit: Duration
    ) async throws(MigrationError) -> [MigrationPlan.Applied] {
        do throws(PostgresError) {
            try await transaction.allow(limit)
            // Any number that nobody else uses for a lock of this kind.
            _ = try await transaction.query("SELECT pg_advisory_xact_lock(7368756963)")
            try await transaction.script(
                """
                CREATE SCHEMA IF NOT EXISTS sluice;
                CREATE TABLE IF NOT EXISTS sluice.migration (
                    owner text NOT NULL,
                    number integer NOT NULL CHECK (number > 0),
                    digest text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                    PRIMARY KEY (owner, number)
                );
                """, within: limit)
            let rows = try await transaction.query(
                "SELECT owner, number, digest FROM sluice.migration ORDER BY owner, number")
            var applied: [MigrationPlan.Applied] = []
            for row in rows {
                applied.append(
                    MigrationPlan.Applied(
                        owner: try row.text(0), number: try row.int(1), digest: try row.text(2)))
            }
            return applied
        } catch {
            throw .database(error)
        }
    }

    private static func run(
        _ migration: Migration, _ transaction: inout PostgresTransaction, _ limit: Duration
    ) async throws(PostgresError) {
        try await transaction.script(migration.sql, within: limit)
        _ = try await transaction.query(
            "INSERT INTO sluice.migration (owner, number, digest) VALUES ($1, $2, $3)",
            [.text(migration.owner), .int64(Int64(migration.number)), .text(migration.digest)])
    }
}
