internal import Postgres

extension IdentityStore {
    /// The most sessions of one account; a new one beyond ends the one that was renewed longest ago.
    static let maximumSessions = 20

    /// Opens a session with its first refresh token.
    static func open(
        session id: PostgresUUID, of account: PostgresUUID, token: RefreshToken, address: String
    ) -> [PostgresStatement] {
        [
            PostgresStatement(
                """
                INSERT INTO identity.session (id, account, address, expires_at)
                VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))
                """,
                [
                    .uuid(id), .uuid(account), .text(address),
                    .int64(RefreshRule.sessionLife.components.seconds),
                ]),
            issue(token, in: id),
            PostgresStatement(
                """
                UPDATE identity.session SET ended_at = clock_timestamp(), ended_why = 'too_many'
                WHERE id IN (SELECT id FROM identity.session WHERE account = $1 AND ended_at IS NULL
                    ORDER BY renewed_at DESC, id OFFSET $2)
                """, [.uuid(account), .int64(Int64(maximumSessions))]),
        ]
    }

    /// Makes a refresh token's row.
    static func issue(_ token: RefreshToken, in session: PostgresUUID) -> PostgresStatement {
        PostgresStatement(
            """
            INSERT INTO identity.refresh_token (hash, family, expires_at)
            VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
            """, [.bytes(token.hash), .uuid(session), .int64(RefreshRule.idle.components.seconds)])
    }

    /// Locks a refresh token and its session, and reads what the rule asks about.
    static func lock(
        token: RefreshToken, in transaction: inout PostgresTransaction
    ) async throws(PostgresError) -> RefreshRecord? {
        let rows = try await transaction.query(
            """
            SELECT r.family, s.account, r.used_at, least(r.expires_at, s.expires_at),
                s.ended_at IS NOT NULL, clock_timestamp()
            FROM identity.refresh_token r JOIN identity.session s ON s.id = r.family
            WHERE r.hash = $1 FOR UPDATE
            """, [.bytes(token.hash)])
        guard let row = rows.first else { return nil }
        return try RefreshRecord(row)
    }

    /// Puts a successor in the place of a token.
    static func rotate(
        _ token: RefreshToken, to next: RefreshToken, in session: PostgresUUID
    ) -> [PostgresStatement] {
        [
            PostgresStatement(
                """
                UPDATE identity.refresh_token SET used_at = clock_timestamp(), replaced_by = $2
                WHERE hash = $1
                """, [.bytes(token.hash), .bytes(next.hash)]),
            issue(next, in: session),
            PostgresStatement(
                "UPDATE identity.session SET renewed_at = clock_timestamp() WHERE id = $1", [.uuid(session)]),
        ]
    }

    /// Ends one session.
    static func end(session id: PostgresUUID, why: String) -> PostgresStatement {
        PostgresStatement(
            """
            UPDATE identity.session SET ended_at = clock_timestamp(), ended_why = $2
            WHERE id = $1 AND ended_at IS NULL
            """, [.uuid(id), .text(why)])
    }

    /// Ends a session at its owner's wish; noted once, however often it is asked for.
    static func logOut(
        session id: PostgresUUID, of account: PostgresUUID, address: String
    ) -> PostgresStatement {
        PostgresStatement(
            """
            WITH ended AS (UPDATE identity.session SET ended_at = clock_timestamp(), ended_why = 'logout'
                WHERE id = $1 AND ended_at IS NULL RETURNING id)
            INSERT INTO identity.audit (event, account, session, address) SELECT $2, $3, id, $4 FROM ended
            """, [.uuid(id), .text(AuditEvent.loggedOut.rawValue), .uuid(account), .text(address)])
    }

    /// Ends every session of an account but one, since the password has changed.
    static func endOthers(of account: PostgresUUID, but session: PostgresUUID?) -> PostgresStatement {
        PostgresStatement(
            """
            UPDATE identity.session SET ended_at = clock_timestamp(), ended_why = 'password'
            WHERE account = $1 AND id IS DISTINCT FROM $2::uuid AND ended_at IS NULL
            """, [.uuid(account), .optional(session) { .uuid($0) }])
    }
}
