/// The stops of every trip, in order: `stop_times.txt`.
struct FeedStops {
    /// The most stops of a train: one more than the legs that a seat's bits can tell apart.
    private static let maximumStops = 32

    private(set) var byTrip: [String: [Timetable.Stop]] = [:]
    private var sequences: [String: Int] = [:]

    init(_ table: FeedTable, stations: Set<String>) throws(FeedError) {
        let columns = (
            try table.column("trip_id"), try table.column("stop_sequence"), try table.column("stop_id"),
            try table.column("arrival_time"), try table.column("departure_time"),
            try table.column("shape_dist_traveled")
        )
        var firstRows: [(trip: String, row: FeedRow)] = []
        for row in table.rows {
            let trip = try row.id(columns.0)
            let sequence = try row.integer(columns.1, in: 0...1_000_000)
            guard sequence > sequences[trip] ?? -1 else {
                throw row.mistake("the stops of \(trip) stand in order, each stop_sequence once")
            }
            sequences[trip] = sequence
            let stop = Timetable.Stop(
                station: try row.id(columns.2), arrives: try row.time(columns.3),
                departs: try row.time(columns.4),
                kilometres: Int(try row.decimal(columns.5, in: 0...20_000).rounded()))
            guard stations.contains(stop.station) else {
                throw row.mistake("no such station: \(stop.station)")
            }
            try check(stop, after: byTrip[trip] ?? [], row)
            byTrip[trip, default: []].append(stop)
            if byTrip[trip]?.count == 1 { firstRows.append((trip, row)) }
        }
        for (trip, row) in firstRows where byTrip[trip]?.count == 1 {
            throw row.mistake("\(trip) has one stop")
        }
    }

    private func check(
        _ stop: Timetable.Stop, after stops: [Timetable.Stop], _ row: FeedRow
    ) throws(FeedError) {
        guard stop.departs >= stop.arrives else { throw row.mistake("leaves before it comes") }
        guard stops.count < Self.maximumStops else {
            throw row.mistake("more than \(Self.maximumStops) stops")
        }
        guard !stops.contains(where: { $0.station == stop.station }) else {
            throw row.mistake("stops twice at \(stop.station)")
        }
        guard let last = stops.last else {
            guard stop.kilometres == 0 else { throw row.mistake("kilometres begin at 0") }
            return
        }
        guard stop.arrives > last.departs else { throw row.mistake("comes before it left the stop before") }
        guard stop.kilometres >= last.kilometres else { throw row.mistake("kilometres go back") }
    }
}
