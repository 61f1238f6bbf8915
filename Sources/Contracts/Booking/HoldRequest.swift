/// Seats that somebody wants.
package struct HoldRequest: Sendable, Codable, Hashable {
    /// The trip.
    package var trip: String
    /// The station where the stretch begins.
    package var from: String
    /// The station where it ends.
    package var to: String
    /// One to four labels, all or none.
    package var seats: [String]

    /// A value of its parts.
    package init(trip: String, from: String, to: String, seats: [String]) {
        self.trip = trip
        self.from = from
        self.to = to
        self.seats = seats
    }
}
