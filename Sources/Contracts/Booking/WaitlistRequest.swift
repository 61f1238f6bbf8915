/// Seats that somebody waits for.
package struct WaitlistRequest: Sendable, Codable, Hashable {
    /// The trip.
    package var trip: String
    /// Where the stretch begins.
    package var from: String
    /// Where it ends.
    package var to: String
    /// The class.
    package var classCode: String
    /// One to four seats.
    package var count: Int

    /// A value of its parts.
    package init(trip: String, from: String, to: String, classCode: String, count: Int) {
        self.trip = trip
        self.from = from
        self.to = to
        self.classCode = classCode
        self.count = count
    }
}
