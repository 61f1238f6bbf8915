package import Contracts

/// What is known about a trip and never changes while it is sold: stops, seats and what they cost.
package final class TripPlan: Sendable {
    /// A stop, by its number from 0.
    package struct Stop: Sendable, Hashable {
        /// The station.
        package var station: String
        /// What the station is called.
        package var name: LocalizedName
        /// When the train comes, in milliseconds since 1970.
        package var arrives: Int64
        /// When it leaves, in milliseconds since 1970.
        package var departs: Int64
        /// From the first stop.
        package var kilometre: Int
    }

    /// A seat, by its number from 0.
    package struct Seat: Sendable, Hashable {
        /// As it is called: `KA-14`.
        package var label: String
        /// Its class.
        package var category: String
        /// The number of its coach.
        package var coach: Int
    }

    /// The trip.
    package let id: String
    /// The train's number.
    package let train: String
    /// What the train is called.
    package let trainName: LocalizedName
    /// The day on which it leaves its first stop: `2026-11-30`.
    package let date: String
    /// When seats are sold from, in milliseconds since 1970; nil: at once.
    package let opensAt: Int64?
    /// The stops in order.
    package let stops: [Stop]
    /// The seats in the order of their numbers.
    package let seats: [Seat]
    /// What each class costs.
    package let fares: [String: Fare]
    private let numbers: [String: Int]
    private let places: [String: Int]

    /// A plan of its parts.
    package init(
        id: String, train: String, trainName: LocalizedName, date: String, opensAt: Int64?, stops: [Stop],
        seats: [Seat], fares: [String: Fare]
    ) {
        self.id = id
        self.train = train
        self.trainName = trainName
        self.date = date
        self.opensAt = opensAt
        self.stops = stops
        self.seats = seats
        self.fares = fares
        numbers = Dictionary(zip(seats.map(\.label), seats.indices)) { first, _ in first }
        places = Dictionary(zip(stops.map(\.station), stops.indices)) { first, _ in first }
    }

    /// The stretch between two stations; nil where the train does not go from one to the other.
    package func stretch(from: String, to: String) -> Stretch? {
        guard let start = places[from], let end = places[to] else { return nil }
        return Stretch(from: start, to: end, legs: stops.count - 1)
    }

    /// The number of the seat that is called so.
    package func seat(labelled label: String) -> Int? { numbers[label] }

    /// What a seat of a class costs on a stretch, in minor units; nil for a class that is not sold.
    package func price(of category: String, on stretch: Stretch) -> Int64? {
        let length = stops[stretch.end].kilometre - stops[stretch.start].kilometre
        return fares[category]?.price(kilometres: length)
    }

    /// Whether seats from a stop on are on sale at a time, in milliseconds since 1970.
    package func sale(from stop: Int, at now: Int64) -> Sale {
        if let opensAt, now < opensAt { return .notOpen(until: opensAt) }
        return now < stops[stop].departs ? .open : .over
    }

    /// The journey of a stretch, as orders show it: without classes.
    package func summary(of stretch: Stretch) -> TripSummary {
        TripSummary(
            id: id, trainNumber: train, trainName: trainName, date: date, from: stop(stretch.start),
            to: stop(stretch.end), classes: [])
    }

    /// A stop, as the wire shows it; the train does not come to its first stop, nor leave its last.
    package func stop(_ index: Int) -> StopModel {
        let stop = stops[index]
        return StopModel(
            station: stop.station, name: stop.name, index: index,
            arrives: index == 0 ? nil : Timestamp(milliseconds: stop.arrives),
            departs: index == stops.count - 1 ? nil : Timestamp(milliseconds: stop.departs))
    }

    /// Whether seats are on sale.
    package enum Sale: Sendable, Equatable {
        /// Not before this time.
        case notOpen(until: Int64)
        /// Now.
        case open
        /// The train has left.
        case over
    }
}
