internal import Postgres

/// A refresh token as its row has it, read under the locks of the token and its session.
struct RefreshRecord: Sendable {
    let session: PostgresUUID
    let account: PostgresUUID
    /// What the rule asks about.
    let record: RefreshRule.Record
    /// The database's time at which it was read, in milliseconds since 1970.
    let now: Int64

    init(_ row: PostgresRow) throws(PostgresError) {
        session = try row.uuid(0)
        account = try row.uuid(1)
        record = RefreshRule.Record(
            usedAt: try row.optionalTimestamp(2).map { $0 / 1000 }, expiresAt: try row.timestamp(3) / 1000,
            isEnded: try row.bool(4))
        now = try row.timestamp(5) / 1000
    }
}
