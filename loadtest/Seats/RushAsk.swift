/// What people of a rush ask for once they are inside.
enum RushAsk: String, CaseIterable {
    /// To hold the same few seats, all of them; then the run is judged.
    case holds
    /// Trips of many pairs of stations and days.
    case search
    /// Seat maps of many trips and stretches.
    case map

    /// The plural for reports.
    var plural: String {
        switch self {
        case .holds: "attempts"
        case .search: "searches"
        case .map: "seat maps"
        }
    }
}
