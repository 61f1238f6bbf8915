internal import Postgres

/// A hold that was just made.
package struct PlacedHold: Sendable, Equatable {
    /// The whole answer to the client, as it was stored under the client's key.
    package var answer: [UInt8]
    /// Until it expires.
    package var left: Duration

    /// A hold with its answer.
    package init(answer: [UInt8], left: Duration) {
        self.answer = answer
        self.left = left
    }

    /// Reads the columns of `booking.place_hold` and `booking.place_together`.
    init(_ row: PostgresRow) throws(PostgresError) {
        answer = try row.bytes(0)
        left = .milliseconds(try row.int64(1))
    }
}
