internal import Postgres

/// What a refresh token led to.
enum RefreshOutcome {
    /// It is used up, and this is its successor.
    case renewed(PostgresUUID, RefreshToken, AccountRecord)
    /// Another request renews the session at this moment.
    case twin
    /// It is good for nothing.
    case refused
}
