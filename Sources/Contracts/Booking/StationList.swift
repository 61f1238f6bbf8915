/// All stations.
package struct StationList: Sendable, Codable, Hashable {
    /// In the order of their English names.
    package var stations: [StationModel]

    /// A value of its parts.
    package init(stations: [StationModel]) {
        self.stations = stations
    }
}
