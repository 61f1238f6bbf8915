internal import Postgres

/// What somebody gets who has shown who they are.
enum Entry {
    /// A session with its first refresh token.
    case session(PostgresUUID, RefreshToken, AccountRecord)
    /// The question for a second factor.
    case secondFactor(PostgresUUID)
}
