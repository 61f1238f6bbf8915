package import Postgres

/// The tables and functions of the schema `identity`.
package enum IdentityMigrations {
    /// All steps in order; the roles of `Migrations.roles` come before them.
    package static var all: [Migration] {
        Migration.history(
            of: "identity",
            [
                PackageResources._01_accounts_sql, PackageResources._02_shared_codes_sql,
                PackageResources._03_second_factor_first_sql,
            ])
    }
}
