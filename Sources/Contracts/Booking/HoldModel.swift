/// Seats that are held for somebody.
package struct HoldModel: Sendable, Codable, Hashable {
    /// The hold.
    package var id: String
    /// The trip.
    package var trip: String
    /// Where the stretch begins.
    package var from: String
    /// Where it ends.
    package var to: String
    /// The labels.
    package var seats: [String]
    /// `held`, `sold`, `expired`, `released` or `cancelled`.
    package var status: String
    /// Until when they are held.
    package var expiresAt: Timestamp
    /// Grows with every hold of the trip.
    package var fencing: Int
    /// What they cost together.
    package var amount: Money
    /// Always `BDT`.
    package var currency: String
    /// Whether it was extended already.
    package var isExtended: Bool

    /// A value of its parts.
    package init(
        id: String, trip: String, from: String, to: String, seats: [String], status: String,
        expiresAt: Timestamp, fencing: Int, amount: Money, currency: String = "BDT",
        isExtended: Bool = false
    ) {
        self.id = id
        self.trip = trip
        self.from = from
        self.to = to
        self.seats = seats
        self.status = status
        self.expiresAt = expiresAt
        self.fencing = fencing
        self.amount = amount
        self.currency = currency
        self.isExtended = isExtended
    }
}
