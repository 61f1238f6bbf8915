internal import Postgres

/// A challenge that is about to be made.
struct ChallengeDraft: Sendable {
    var id: PostgresUUID
    var purpose: ChallengeRecord.Purpose
    var contact: Contact?
    var account: PostgresUUID?
    var registration: PostgresUUID?
    var mark: [UInt8]?

    /// Makes its row.
    var statement: PostgresStatement {
        PostgresStatement(
            """
            INSERT INTO identity.challenge (id, purpose, contact, account, registration, mark, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(secs => $7))
            """,
            [
                .uuid(id), .text(purpose.rawValue), .optional(contact) { .text($0.text) },
                .optional(account) { .uuid($0) }, .optional(registration) { .uuid($0) },
                .optional(mark) { .bytes($0) }, .int64(ChallengeRule.life.components.seconds),
            ])
    }
}
