package import Postgres

/// The tables and functions of the schema `event`.
package enum EventMigrations {
    /// All of them in order; they come before those of the services, whose functions call these.
    package static let all: [Migration] = [
        Migration(1, "outbox", PackageResources._001_outbox_sql),
        Migration(2, "idempotency", PackageResources._002_idempotency_sql),
        Migration(3, "webhooks", PackageResources._003_webhooks_sql),
    ]
}
