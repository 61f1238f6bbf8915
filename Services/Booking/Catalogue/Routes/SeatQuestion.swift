internal import ServiceKit

/// A trip and a stretch of it: `/api/trips/{id}/seats?from=DHA&to=CTG`.
struct SeatQuestion {
    let trip: TripLayout
    let stretch: Stretch

    /// Throws 404 for an unknown trip, 400 for a stretch that it does not go.
    init(_ request: ServiceRequest, _ index: TripIndex) throws(ServiceError) {
        guard let trip = index.trips[request[parameter: "id"]] else { throw .notFound }
        var (from, to): (String?, String?) = (nil, nil)
        for pair in try request.queryPairs {
            if pair.name == "from" { from = from ?? pair.value }
            if pair.name == "to" { to = to ?? pair.value }
        }
        guard let from, let to else { throw .badRequest("from and to are needed") }
        guard let stretch = trip.stretch(from: from, to: to) else {
            throw .badRequest("the train does not go from there to there")
        }
        self.trip = trip
        self.stretch = stretch
    }

    /// Under which its answer is kept.
    var key: String { "seats|\(trip.id)|\(stretch.start)|\(stretch.end)" }
}
