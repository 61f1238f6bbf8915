internal import Contracts
internal import Postgres

/// The classes and fares of the railway, by which the coaches of a trip get their numbers.
struct TripPrices {
    /// A coach as its row has it.
    struct Coach {
        let label: LocalizedName
        let classID: String
        let rows: SeatRows?
        let seats: Int
    }

    private var classes: [(id: String, name: LocalizedName)] = []
    private var fares: [String: [String: Fare]] = [:]

    init(classes: PostgresRows, fares: PostgresRows) throws(PostgresError) {
        for row in classes {
            self.classes.append(
                (try row.text(0), LocalizedName(en: try row.text(1), bn: try row.text(2))))
        }
        for row in fares {
            self.fares[try row.text(0), default: [:]][try row.text(1)] = Fare(
                base: try row.int64(2), perKilometre: try row.int64(3), minimum: try row.int64(4))
        }
    }

    /// The coaches with the numbers of their seats, and the classes that they have; nil where a price lacks.
    ///
    /// Seats are numbered densely from 0 through the coaches, as they were made.
    func resolve(
        _ coaches: [Coach], train: String
    ) -> (coaches: [TripLayout.Coach], categories: [TripLayout.Category])? {
        var categories: [TripLayout.Category] = []
        for kind in classes {
            let seats = coaches.filter { $0.classID == kind.id }.reduce(0) { $0 + $1.seats }
            guard seats > 0 else { continue }
            guard let fare = fares[train]?[kind.id] else { return nil }
            categories.append(
                TripLayout.Category(id: kind.id, name: kind.name, seats: seats, fare: fare))
        }
        var made: [TripLayout.Coach] = []
        var first = 0
        for coach in coaches {
            guard let rows = coach.rows,
                let category = categories.firstIndex(where: { $0.id == coach.classID })
            else { return nil }
            made.append(
                TripLayout.Coach(
                    label: coach.label, category: category, rows: rows,
                    seats: first..<first + coach.seats))
            first += coach.seats
        }
        return made.isEmpty ? nil : (made, categories)
    }
}
