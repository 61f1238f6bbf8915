/// A trip as a search finds it.
package struct TripSummary: Sendable, Codable, Hashable {
    /// The trip.
    package var id: String
    /// The train's number.
    package var trainNumber: String
    /// What the train is called.
    package var trainName: LocalizedName
    /// The day on which it leaves its first stop: `2026-11-30`.
    package var date: String
    /// Where the passenger gets on.
    package var from: StopModel
    /// Where the passenger gets off.
    package var to: StopModel
    /// What it offers for that stretch.
    package var classes: [ClassModel]

    /// A value of its parts.
    package init(
        id: String, trainNumber: String, trainName: LocalizedName, date: String, from: StopModel,
        to: StopModel, classes: [ClassModel]
    ) {
        self.id = id
        self.trainNumber = trainNumber
        self.trainName = trainName
        self.date = date
        self.from = from
        self.to = to
        self.classes = classes
    }
}
