internal import Postgres

/// A code that was sent a short while ago and is not used.
struct CodeUnderway: Sendable {
    /// The question it was sent for.
    let root: PostgresUUID
    /// When it ends, in milliseconds since 1970.
    let expiresAt: Int64
    /// In how many seconds another one may be sent.
    let wait: Double
}
