internal import Contracts

extension TimetableReader {
    /// The most coaches of a train and the most seats of one: a trip's seats fit 16 bits.
    private static let maximumCoaches = 40
    private static let maximumSeats = 400

    /// How the seats of a coach stand.
    struct Layout {
        let abreast: String
        let seats: Int
    }

    /// The layouts by their id.
    func layouts() throws(FeedError) -> [String: Layout] {
        let table = try table("layouts.csv")
        let columns = (
            try table.column("layout_id"), try table.column("abreast"), try table.column("seats")
        )
        var layouts: [String: Layout] = [:]
        for row in table.rows {
            let id = try row.id(columns.0)
            let abreast = try row.text(columns.1)
            guard SeatRows(abreast) != nil else {
                throw row.mistake("\(abreast) does not say how seats stand, such as 3+2")
            }
            let layout = Layout(
                abreast: abreast, seats: try row.integer(columns.2, in: 1...Self.maximumSeats))
            guard layouts.updateValue(layout, forKey: id) == nil else {
                throw row.mistake("\(id) stands twice")
            }
        }
        return layouts
    }

    /// The coaches of each trip in order.
    func coaches(
        _ layouts: [String: Layout], classes: Set<String>
    ) throws(FeedError) -> [String: [Timetable.Coach]] {
        let table = try table("coaches.csv")
        let columns = (
            try table.column("trip_id"), try table.column("coach_sequence"), try table.column("label"),
            try table.column("label_bn"), try table.column("class_id"), try table.column("layout_id")
        )
        var coaches: [String: [Timetable.Coach]] = [:]
        for row in table.rows {
            let trip = try row.id(columns.0)
            let before = coaches[trip] ?? []
            guard try row.integer(columns.1, in: 0...Self.maximumCoaches - 1) == before.count else {
                throw row.mistake("the coaches of \(trip) are numbered 0, 1, 2 and so on")
            }
            let label = LocalizedName(en: try row.id(columns.2, limit: 8), bn: try row.text(columns.3))
            guard !before.contains(where: { $0.label.en == label.en }) else {
                throw row.mistake("\(trip) has two coaches \(label.en)")
            }
            let classID = try row.id(columns.4)
            guard classes.contains(classID) else { throw row.mistake("no such class: \(classID)") }
            guard let layout = layouts[try row.text(columns.5)] else { throw row.mistake("no such layout") }
            coaches[trip, default: []].append(
                Timetable.Coach(
                    label: label, classID: classID, abreast: layout.abreast, seats: layout.seats))
        }
        return coaches
    }

    /// The fares of each trip.
    func fares(classes: Set<String>) throws(FeedError) -> [String: [Timetable.Fare]] {
        let table = try table("fares.csv")
        let columns = (
            try table.column("trip_id"), try table.column("class_id"), try table.column("base"),
            try table.column("per_km"), try table.column("minimum")
        )
        let range = 0...100_000_000
        var fares: [String: [Timetable.Fare]] = [:]
        for row in table.rows {
            let trip = try row.id(columns.0)
            let classID = try row.id(columns.1)
            guard classes.contains(classID) else { throw row.mistake("no such class: \(classID)") }
            guard !fares[trip, default: []].contains(where: { $0.classID == classID }) else {
                throw row.mistake("\(trip) has two fares for \(classID)")
            }
            fares[trip, default: []].append(
                Timetable.Fare(
                    classID: classID, base: try row.integer(columns.2, in: range),
                    perKilometre: try row.integer(columns.3, in: range),
                    minimum: try row.integer(columns.4, in: range)))
        }
        return fares
    }
}
