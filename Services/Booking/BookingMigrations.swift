package import Postgres

/// The tables and functions of the schema `booking`.
package enum BookingMigrations {
    /// All of them in order; they come after those of the schema `event`.
    package static var all: [Migration] {
        Migration.history(
            of: "booking",
            [
                PackageResources._01_catalogue_sql, PackageResources._02_holds_sql,
                PackageResources._03_orders_sql, PackageResources._04_waitlist_sql,
                PackageResources._05_freeing_sql, PackageResources._06_class_names_sql,
                PackageResources._07_money_and_tickets_sql, PackageResources._08_holds_together_sql,
                PackageResources._09_departures_sql, PackageResources._10_holds_all_or_none_sql,
            ])
    }
}
