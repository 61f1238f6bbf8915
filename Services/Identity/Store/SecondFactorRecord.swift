internal import Postgres

/// An account's second factor as its row has it, read under the row's lock.
struct SecondFactorRecord: Sendable {
    /// The secret, closed.
    let sealed: [UInt8]
    let isConfirmed: Bool
    /// The step of the last code that was used.
    let lastStep: Int64
    /// The database's time at which it was read, in milliseconds since 1970.
    let now: Int64

    init(_ row: PostgresRow) throws(PostgresError) {
        sealed = try row.bytes(0)
        isConfirmed = try row.bool(1)
        lastStep = try row.int64(2)
        now = try row.timestamp(3) / 1000
    }
}
