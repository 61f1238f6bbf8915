package import Postgres

/// One attempt to hold seats, with everything that is known before a store is asked.
package struct HoldAttempt: Sendable {
    /// Random for each attempt.
    package var id: PostgresUUID
    /// The trip.
    package var trip: String
    /// One to four different numbers, ascending.
    package var seats: [Int]
    /// Where they are wanted.
    package var stretch: Stretch
    /// A price for each seat, in minor units.
    package var prices: [Int64]
    /// Who asks.
    package var account: PostgresUUID
    /// The session of the line that they came by.
    package var admission: String
    /// The client's key.
    package var key: IdempotencyMark
    /// The answer up to what only Postgres knows: a JSON object without its end.
    package var answer: String

    /// An attempt.
    package init(
        id: PostgresUUID, trip: String, seats: [Int], stretch: Stretch, prices: [Int64],
        account: PostgresUUID, admission: String, key: IdempotencyMark, answer: String
    ) {
        self.id = id
        self.trip = trip
        self.seats = seats
        self.stretch = stretch
        self.prices = prices
        self.account = account
        self.admission = admission
        self.key = key
        self.answer = answer
    }

    /// The seats under the id, as Redis knows them.
    package var claim: SeatClaim {
        SeatClaim(id: id.bytes, digest: key.digest, mask: stretch.mask, seats: seats)
    }
}
