/// A trip on sale between two stations.
struct TripOffer: Hashable {
    /// The trip's id.
    let trip: String
    /// Where the stretch begins.
    let from: String
    /// Where it ends.
    let to: String

    /// The path of its seat map.
    var mapPath: String { "/api/trips/\(trip)/seats?from=\(from)&to=\(to)" }
}
