package import Postgres

/// The tables and functions of the schemas `payment` and `bank`.
package enum PaymentMigrations {
    /// All of them in order; they come after those of the events.
    package static var all: [Migration] {
        Migration.history(
            of: "payment", [PackageResources._01_payments_sql, PackageResources._02_bank_sql])
    }
}
