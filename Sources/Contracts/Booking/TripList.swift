/// What a search has found.
package struct TripList: Sendable, Codable, Hashable {
    /// By time of departure.
    package var trips: [TripSummary]

    /// A value of its parts.
    package init(trips: [TripSummary]) {
        self.trips = trips
    }
}
