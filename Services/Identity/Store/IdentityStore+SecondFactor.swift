internal import Postgres

extension IdentityStore {
    /// Begins a second factor: a secret that is not confirmed yet; nothing where one is on.
    static func begin(secret sealed: [UInt8], of account: PostgresUUID) -> PostgresStatement {
        PostgresStatement(
            """
            INSERT INTO identity.totp AS t (account, secret) VALUES ($1, $2)
            ON CONFLICT (account) DO UPDATE SET secret = EXCLUDED.secret, last_step = 0
            WHERE t.confirmed_at IS NULL
            """, [.uuid(account), .bytes(sealed)])
    }

    /// Locks an account's second factor and reads it; nil where none was begun.
    static func lockSecondFactor(
        of account: PostgresUUID, in transaction: inout PostgresTransaction
    ) async throws(PostgresError) -> SecondFactorRecord? {
        let rows = try await transaction.query(
            """
            SELECT secret, confirmed_at IS NOT NULL, last_step, clock_timestamp()
            FROM identity.totp WHERE account = $1 FOR UPDATE
            """, [.uuid(account)])
        guard let row = rows.first else { return nil }
        return try SecondFactorRecord(row)
    }

    /// Notes the step of a code that was right, and that the factor is on.
    static func use(step: Int64, of account: PostgresUUID) -> PostgresStatement {
        PostgresStatement(
            """
            UPDATE identity.totp SET last_step = $2, confirmed_at = coalesce(confirmed_at, clock_timestamp())
            WHERE account = $1
            """, [.uuid(account), .int64(step)])
    }

    /// Turns a second factor off.
    static func removeSecondFactor(of account: PostgresUUID) -> PostgresStatement {
        PostgresStatement("DELETE FROM identity.totp WHERE account = $1", [.uuid(account)])
    }
}
