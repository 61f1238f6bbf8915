/// A whole trip.
package struct TripModel: Sendable, Codable, Hashable {
    /// The trip.
    package var id: String
    /// The train's number.
    package var trainNumber: String
    /// What the train is called.
    package var trainName: LocalizedName
    /// The day on which it leaves its first stop.
    package var date: String
    /// All stops in order.
    package var stops: [StopModel]

    /// A value of its parts.
    package init(
        id: String, trainNumber: String, trainName: LocalizedName, date: String, stops: [StopModel]
    ) {
        self.id = id
        self.trainNumber = trainNumber
        self.trainName = trainName
        self.date = date
        self.stops = stops
    }
}
