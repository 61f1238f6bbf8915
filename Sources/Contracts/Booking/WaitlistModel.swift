/// A place on a trip's waitlist.
package struct WaitlistModel: Sendable, Codable, Hashable {
    /// The entry.
    package var id: String
    /// The trip.
    package var trip: String
    /// Where the stretch begins.
    package var from: String
    /// Where it ends.
    package var to: String
    /// The class.
    package var classCode: String
    /// How many seats.
    package var count: Int
    /// `waiting`, `offered`, `taken`, `expired` or `cancelled`.
    package var status: String
    /// How many entries come first, plus one; nil when it is not waiting.
    package var place: Int?
    /// Why it was not served yet, such as `no_seats`.
    package var reason: String?
    /// The hold that was made for it.
    package var hold: String?
    /// When it was made.
    package var createdAt: Timestamp

    /// A value of its parts.
    package init(
        id: String, trip: String, from: String, to: String, classCode: String, count: Int, status: String,
        place: Int? = nil, reason: String? = nil, hold: String? = nil, createdAt: Timestamp
    ) {
        self.id = id
        self.trip = trip
        self.from = from
        self.to = to
        self.classCode = classCode
        self.count = count
        self.status = status
        self.place = place
        self.reason = reason
        self.hold = hold
        self.createdAt = createdAt
    }
}
