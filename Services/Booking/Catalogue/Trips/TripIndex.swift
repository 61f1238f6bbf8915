internal import Contracts

/// All that is on sale, as one immutable value: stations, and the trips that have not arrived.
final class TripIndex: Sendable {
    /// The stations in the order of their English names.
    let stations: [StationModel]
    /// The trips by their id.
    let trips: [String: TripLayout]
    private let names: [String: LocalizedName]
    private let order: [TripLayout]

    init(stations: [StationModel], trips: [String: TripLayout]) {
        self.stations = stations
        self.trips = trips
        names = Dictionary(stations.map { ($0.id, $0.name) }) { first, _ in first }
        order = trips.values.sorted { $0.id < $1.id }
    }

    /// Nothing at all: before the first look.
    static let empty = TripIndex(stations: [], trips: [:])

    /// What a station is called; its id where it is unknown.
    func name(of station: String) -> LocalizedName {
        names[station] ?? LocalizedName(en: station, bn: station)
    }

    /// Whether there is such a station.
    func has(station: String) -> Bool { names[station] != nil }

    /// The trips from one station to another that leave the first one on a day, and after now.
    ///
    /// By time of departure there. A train that left its first stop the day before belongs to the day on
    /// which people board it.
    func trips(
        from: String, to: String, day: String, now: Int64
    ) -> [(trip: TripLayout, stretch: Stretch)] {
        var found: [(trip: TripLayout, stretch: Stretch)] = []
        for trip in order {
            guard let stretch = trip.stretch(from: from, to: to) else { continue }
            let stop = trip.stops[stretch.start]
            if stop.day == day, stop.departs > now { found.append((trip, stretch)) }
        }
        return found.sorted {
            let (left, right) = ($0.trip.stops[$0.stretch.start], $1.trip.stops[$1.stretch.start])
            return (left.departs, $0.trip.id) < (right.departs, $1.trip.id)
        }
    }
}
