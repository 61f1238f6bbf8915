internal import Postgres

/// A challenge that is about to be made.
struct ChallengeDraft: Sendable {
    var id: PostgresUUID
    var purpose: ChallengeRecord.Purpose
    var contact: Contact?
    var account: PostgresUUID?
    var registration: PostgresUUID?
    var mark: [UInt8]?
    /// The password that is set once a second factor was shown.
    var newPassword: PasswordHash?
    /// The code on its way that is asked for once more.
    var shared: CodeUnderway?

    /// Makes its row.
    var statement: PostgresStatement {
        PostgresStatement(
            """
            INSERT INTO identity.challenge
                (id, purpose, contact, account, registration, mark, password, root, expires_at)
            SELECT $1, $2, $3, $4, $5, $6, $9, $8, coalesce(
                (SELECT expires_at FROM identity.challenge WHERE id = $8),
                clock_timestamp() + make_interval(secs => $7))
            """,
            [
                .uuid(id), .text(purpose.rawValue), .optional(contact) { .text($0.text) },
                .optional(account) { .uuid($0) }, .optional(registration) { .uuid($0) },
                .optional(mark) { .bytes($0) }, .int64(ChallengeRule.life.components.seconds),
                .optional(shared) { .uuid($0.root) }, .optional(newPassword) { .text($0.text) },
            ])
    }
}
