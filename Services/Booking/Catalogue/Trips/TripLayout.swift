internal import Contracts

/// A trip as searches and seat maps need it: what never changes while it is sold, in numbers.
final class TripLayout: Sendable {
    /// A stop, by its number from 0.
    struct Stop: Sendable, Equatable {
        let station: String
        /// Milliseconds since 1970.
        let arrives: Int64
        let departs: Int64
        /// The day of the departure on the railway's clocks: `2026-11-30`.
        let day: String
        let kilometre: Int
    }

    /// A coach, by its number from 0; its seats have the numbers of `seats`.
    struct Coach: Sendable, Equatable {
        let label: LocalizedName
        /// The place of its class in `classes`.
        let category: Int
        let rows: SeatRows
        let seats: Range<Int>
    }

    /// A class that the train has, with its price.
    struct Category: Sendable, Equatable {
        let id: String
        let name: LocalizedName
        let seats: Int
        let fare: Fare
    }

    let id: String
    let train: String
    let name: LocalizedName
    /// The day on which it leaves its first stop.
    let date: String
    let stops: [Stop]
    let coaches: [Coach]
    /// The classes, the best first.
    let categories: [Category]
    private let places: [String: Int]

    init(
        id: String, train: String, name: LocalizedName, date: String, stops: [Stop], coaches: [Coach],
        categories: [Category]
    ) {
        self.id = id
        self.train = train
        self.name = name
        self.date = date
        self.stops = stops
        self.coaches = coaches
        self.categories = categories
        places = Dictionary(zip(stops.map(\.station), stops.indices)) { first, _ in first }
    }

    /// How many seats it has.
    var seatCount: Int { coaches.last?.seats.upperBound ?? 0 }

    /// The stretch between two stations; nil where the train does not go from one to the other.
    func stretch(from: String, to: String) -> Stretch? {
        guard let start = places[from], let end = places[to] else { return nil }
        return Stretch(from: start, to: end, legs: stops.count - 1)
    }

    /// What a seat of a class costs on a stretch, in minor units.
    func price(of category: Int, on stretch: Stretch) -> Int64 {
        let length = stops[stretch.end].kilometre - stops[stretch.start].kilometre
        return categories[category].fare.price(kilometres: length)
    }

    /// What a seat is called, by its number in the trip.
    func label(of seat: Int) -> String? {
        guard let coach = coaches.first(where: { $0.seats.contains(seat) }) else { return nil }
        return "\(coach.label.en)-\(seat - coach.seats.lowerBound + 1)"
    }
}
