/// One stop of a trip.
package struct StopModel: Sendable, Codable, Hashable {
    /// The station's id.
    package var station: String
    /// What the station is called.
    package var name: LocalizedName
    /// Its place in the trip, from 0.
    package var index: Int
    /// When the train comes; nil at the first stop.
    package var arrives: Timestamp?
    /// When the train leaves; nil at the last stop.
    package var departs: Timestamp?

    /// A value of its parts.
    package init(
        station: String, name: LocalizedName, index: Int, arrives: Timestamp? = nil,
        departs: Timestamp? = nil
    ) {
        self.station = station
        self.name = name
        self.index = index
        self.arrives = arrives
        self.departs = departs
    }
}
