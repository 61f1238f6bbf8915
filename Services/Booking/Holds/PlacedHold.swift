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

    /// Reads the columns of `booking.place_hold`.
    init(_ row: PostgresRow) throws(PostgresError) {
        answer = try row.bytes(0)
        left = .milliseconds(try row.int64(1))
    }

    /// Reads a row of `booking.place_holds`: a hold, or how it failed.
    static func result(_ row: PostgresRow) throws(PostgresError) -> Result<PlacedHold, PostgresError> {
        guard let state = try row.optionalText(2).flatMap({ SQLState($0) }) else {
            return .success(try PlacedHold(row))
        }
        // Postgres says nothing with an empty text.
        let (detail, constraint) = (try row.text(4), try row.text(5))
        return .failure(
            PostgresError(
                sqlState: state, message: try row.text(3), detail: detail.isEmpty ? nil : detail,
                constraint: constraint.isEmpty ? nil : constraint))
    }
}
