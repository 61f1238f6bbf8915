package import Postgres

/// The timetable's tables within the schema `booking`; they come after booking's own.
package enum CatalogueMigrations {
    /// All steps in order.
    package static var all: [Migration] {
        Migration.history(of: "catalogue", [PackageResources._01_timetable_sql])
    }
}
