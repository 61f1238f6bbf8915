internal import Contracts

extension TripModel {
    /// The part of the trip between two stations; nil where it does not go from the one to the other.
    func summary(from: String, to: String) -> TripSummary? {
        guard let start = stops.first(where: { $0.station == from }),
            let end = stops.first(where: { $0.station == to }), start.index < end.index
        else { return nil }
        return TripSummary(
            id: id, trainNumber: trainNumber, trainName: trainName, date: date, from: start, to: end,
            classes: [])
    }
}
