internal import Contracts
internal import Postgres

extension IdentityStore {
    /// Locks a challenge and reads it; nil where there is none.
    ///
    /// The question that its code was sent for is locked first, always: that is where a code is used up.
    static func lock(
        challenge id: PostgresUUID, in transaction: inout PostgresTransaction
    ) async throws(PostgresError) -> ChallengeRecord? {
        let root = PostgresStatement(
            """
            SELECT 1 FROM identity.challenge
            WHERE id = (SELECT coalesce(root, id) FROM identity.challenge WHERE id = $1) FOR UPDATE
            """, [.uuid(id)])
        let own = PostgresStatement(
            """
            SELECT purpose, contact, account, registration, mark, attempts, expires_at,
                used_at IS NOT NULL, clock_timestamp(), root, password
            FROM identity.challenge WHERE id = $1 FOR UPDATE
            """, [.uuid(id)])
        guard let row = try await transaction.pipeline([root, own])[1].first else { return nil }
        return try ChallengeRecord(id, row)
    }

    /// Writes what the rule made of an answer.
    static func keep(
        _ challenge: ChallengeRecord, in transaction: inout PostgresTransaction
    ) async throws(PostgresError) {
        _ = try await transaction.query(
            """
            UPDATE identity.challenge SET attempts = $2,
                used_at = CASE WHEN $3 THEN clock_timestamp() END,
                password = CASE WHEN NOT $3 THEN password END WHERE id = $1
            """,
            [.uuid(challenge.id), .int64(Int64(challenge.state.attempts)), .bool(challenge.state.isUsed)])
    }

    /// The code that is on its way to a contact for a use.
    static func underway(_ contact: Contact, _ purpose: ChallengeRecord.Purpose) -> PostgresStatement {
        PostgresStatement(
            """
            SELECT id, expires_at FROM identity.challenge
            WHERE contact = $1 AND purpose = $2 AND root IS NULL AND used_at IS NULL
                AND expires_at > clock_timestamp() + interval '1 minute'
            ORDER BY created_at DESC LIMIT 1
            """, [.text(contact.text), .text(purpose.rawValue)])
    }

    /// Uses a code up for all who asked for it; nothing where it is used already.
    static func use(root: PostgresUUID) -> PostgresStatement {
        PostgresStatement(
            """
            UPDATE identity.challenge SET used_at = clock_timestamp() WHERE id = $1 AND used_at IS NULL
            """, [.uuid(root)])
    }

    /// Makes the row of somebody who wants an account.
    static func register(
        _ id: PostgresUUID, _ contact: Contact, name: String, language: String, hash: PasswordHash
    ) -> PostgresStatement {
        PostgresStatement(
            """
            INSERT INTO identity.registration (id, phone, email, name, language, hash, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp() + interval '1 hour')
            """,
            [
                .uuid(id), contact.kind == .phone ? .text(contact.text) : .null,
                contact.kind == .email ? .text(contact.text) : .null, .text(name), .text(language),
                .text(hash.text),
            ])
    }

    /// A registration as the account that it becomes, with its password's hash; nil when it is gone.
    static func takeRegistration(
        _ id: PostgresUUID, in transaction: inout PostgresTransaction
    ) async throws(PostgresError) -> (AccountRecord, String)? {
        let rows = try await transaction.query(
            """
            SELECT phone, email, name, language, hash FROM identity.registration
            WHERE id = $1 AND expires_at > clock_timestamp()
            """, [.uuid(id)])
        guard let row = rows.first else { return nil }
        let account = AccountRecord(
            id: id, phone: try row.optionalText(0), email: try row.optionalText(1), name: try row.text(2),
            roles: ["passenger"], language: Language(rawValue: try row.text(3)) ?? .english,
            hasSecondFactor: false)
        return (account, try row.text(4))
    }
}
