/// A station.
package struct StationModel: Sendable, Codable, Hashable {
    /// Its id in the timetable.
    package var id: String
    /// What it is called.
    package var name: LocalizedName
    /// Degrees north.
    package var latitude: Double
    /// Degrees east.
    package var longitude: Double

    /// A value of its parts.
    package init(id: String, name: LocalizedName, latitude: Double, longitude: Double) {
        self.id = id
        self.name = name
        self.latitude = latitude
        self.longitude = longitude
    }
}
