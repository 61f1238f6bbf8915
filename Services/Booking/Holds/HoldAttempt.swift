package import Events
package import Postgres

/// One attempt to hold seats, with everything that is known before a store is asked.
package struct HoldAttempt: Sendable {
    /// Random for each attempt.
    package let id: PostgresUUID
    /// The trip.
    package let trip: String
    /// One to four different numbers, ascending.
    package let seats: [Int]
    /// Where they are wanted.
    package let stretch: Stretch
    /// A price for each seat, in minor units.
    package let prices: [Int64]
    /// Who asks.
    package let account: PostgresUUID
    /// The session of the line that they came by.
    package let admission: String
    /// The client's key.
    package let key: Idempotency
    /// The answer up to what only Postgres knows: a JSON object without its end.
    package let answer: String
    /// The seats under the id, as Redis knows them.
    package let claim: SeatClaim

    /// An attempt.
    package init(
        id: PostgresUUID, trip: String, seats: [Int], stretch: Stretch, prices: [Int64],
        account: PostgresUUID, admission: String, key: Idempotency, answer: String
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
        precondition(prices.count == seats.count, "a seat has a price")
        claim = SeatClaim(id: id.bytes, digest: key.seatDigest, mask: stretch.mask, seats: seats)
    }
}
