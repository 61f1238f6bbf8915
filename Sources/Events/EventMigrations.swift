package import Postgres

/// The tables and functions of the schema `event`.
package enum EventMigrations {
    /// All of them in order; they come before those of the services, whose functions call these.
    package static var all: [Migration] {
        Migration.history(
            of: "event",
            [
                PackageResources._01_outbox_sql, PackageResources._02_idempotency_sql,
                PackageResources._03_webhooks_sql, PackageResources._04_idempotency_together_sql,
                PackageResources._05_claims_sql, PackageResources._06_idempotency_wait_sql,
            ])
    }
}
