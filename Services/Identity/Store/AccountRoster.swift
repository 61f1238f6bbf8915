package import Postgres

/// The accounts as the owner of the database sees them, for the command line.
package struct AccountRoster {
    /// What an account may be besides a passenger.
    package static let roles = ["operator", "inspector"]

    private let pool: PostgresPool

    /// The roster of a database.
    package init(_ pool: PostgresPool) {
        self.pool = pool
    }

    /// Who is more than a passenger: a contact and the roles.
    package func staff() async throws(PostgresError) -> [(contact: String, roles: [String])] {
        let rows = try await pool.query(
            """
            SELECT coalesce(phone, email), roles FROM identity.account
            WHERE roles <> ARRAY['passenger'] ORDER BY 1 LIMIT 1000
            """)
        return try rows.map { row throws(PostgresError) in (try row.text(0), try row.textArray(1)) }
    }

    /// Gives an account these roles and no others besides a passenger's; false where the contact has none.
    ///
    /// Tokens that are out say the old ones for a quarter of an hour at most.
    package func setRoles(of contact: Contact, to roles: [String]) async throws(PostgresError) -> Bool {
        let rows = try await pool.query(
            """
            WITH changed AS (UPDATE identity.account SET roles = $2, updated_at = clock_timestamp()
                WHERE phone = $1 OR email = $1 RETURNING id)
            INSERT INTO identity.audit (event, account, address) SELECT $3, id, 'command line' FROM changed
            """,
            [
                .text(contact.text), .textArray(["passenger"] + Self.roles.filter(roles.contains)),
                .text(AuditEvent.rolesChanged.rawValue),
            ])
        return rows.affected == 1
    }
}
