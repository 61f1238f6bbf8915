package import Postgres

/// The tables of the schema `ticket`.
package enum TicketMigrations {
    /// All of them in order; they come after the roles.
    package static var all: [Migration] {
        Migration.history(of: "ticket", [PackageResources._01_tickets_sql, PackageResources._02_withdrawing_sql])
    }
}
