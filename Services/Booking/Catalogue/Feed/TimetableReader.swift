internal import Contracts

/// Makes a timetable of its files; a mistake anywhere refuses all of it.
///
/// Every id that is named must be there, every train must have stops, coaches and a fare for each class, and
/// nothing is guessed. Pure: the files come as bytes.
struct TimetableReader {
    /// The files that a timetable has: those of GTFS, and what GTFS has no files for.
    static let files = [
        "agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "calendar.txt",
        "calendar_dates.txt", "translations.txt", "feed_info.txt", "classes.csv", "layouts.csv",
        "coaches.csv", "fares.csv",
    ]

    private var tables: [String: FeedTable] = [:]
    private var names: FeedNames

    /// Reads the files' form; `bytes` gives a file's content, nil where it is not there.
    init(_ bytes: (String) -> [UInt8]?) throws(FeedError) {
        for name in Self.files {
            guard let content = bytes(name) else { throw FeedError(name, "is missing") }
            tables[name] = try FeedTable(name, content)
        }
        guard let translations = tables["translations.txt"] else {
            throw FeedError("translations.txt", "is missing")
        }
        names = try FeedNames(translations)
    }

    /// A file's table; all of them are there.
    func table(_ name: String) throws(FeedError) -> FeedTable {
        guard let table = tables[name] else { throw FeedError(name, "is missing") }
        return table
    }

    /// The whole timetable.
    func timetable() throws(FeedError) -> Timetable {
        let (agency, zone) = try agency()
        let stations = try stations()
        let classes = try classes()
        let services = try services()
        let stops = try FeedStops(table("stop_times.txt"), stations: Set(stations.map(\.id)))
        let layouts = try layouts()
        let coaches = try coaches(layouts, classes: Set(classes.map(\.id)))
        let fares = try fares(classes: Set(classes.map(\.id)))
        let trains = try trains(
            services: Set(services.map(\.id)), stops: stops, coaches: coaches, fares: fares)
        return Timetable(
            agency: agency, zone: zone, version: try version(), stations: stations, classes: classes,
            services: services, trains: trains)
    }

    // MARK: What stands alone

    private func agency() throws(FeedError) -> (LocalizedName, String) {
        let table = try table("agency.txt")
        guard table.rows.count == 1, let row = table.rows.first else {
            throw FeedError(table.name, "one agency, not \(table.rows.count)")
        }
        let zone = try row.text(table.column("agency_timezone"))
        let isZone = zone.utf8.allSatisfy {
            ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || "/_+-0123456789".utf8.contains($0)
        }
        guard isZone else { throw row.mistake("\(zone) is no time zone such as Asia/Dhaka") }
        let name = try row.text(table.column("agency_name"))
        let id = row.optional(table.optionalColumn("agency_id")) ?? ""
        return (names.name(name, "agency", "agency_name", id), zone)
    }

    private func version() throws(FeedError) -> String {
        let table = try table("feed_info.txt")
        return table.rows.first?.optional(table.optionalColumn("feed_version")) ?? ""
    }

    private func stations() throws(FeedError) -> [Timetable.Station] {
        let table = try table("stops.txt")
        let columns = (
            try table.column("stop_id"), try table.column("stop_name"), try table.column("stop_lat"),
            try table.column("stop_lon")
        )
        var seen: Set<String> = []
        var stations: [Timetable.Station] = []
        for row in table.rows {
            let id = try row.id(columns.0)
            guard seen.insert(id).inserted else { throw row.mistake("\(id) stands twice") }
            stations.append(
                Timetable.Station(
                    id: id, name: names.name(try row.text(columns.1), "stops", "stop_name", id),
                    latitude: try row.decimal(columns.2, in: -90...90),
                    longitude: try row.decimal(columns.3, in: -180...180)))
        }
        guard stations.count >= 2 else { throw FeedError(table.name, "fewer than two stations") }
        return stations
    }

    private func classes() throws(FeedError) -> [Timetable.Class] {
        let table = try table("classes.csv")
        let columns = (
            try table.column("class_id"), try table.column("rank"), try table.column("name_en"),
            try table.column("name_bn")
        )
        var classes: [Timetable.Class] = []
        for row in table.rows {
            let id = try row.id(columns.0)
            let rank = try row.integer(columns.1, in: 1...1000)
            guard !classes.contains(where: { $0.id == id || $0.rank == rank }) else {
                throw row.mistake("\(id) or its rank stands twice")
            }
            let name = LocalizedName(en: try row.text(columns.2), bn: try row.text(columns.3))
            classes.append(Timetable.Class(id: id, name: name, rank: rank))
        }
        return classes
    }

    private func trains(
        services: Set<String>, stops: FeedStops, coaches: [String: [Timetable.Coach]],
        fares: [String: [Timetable.Fare]]
    ) throws(FeedError) -> [Timetable.Train] {
        let routes = try routes()
        let table = try table("trips.txt")
        let columns = (
            try table.column("trip_id"), try table.column("route_id"), try table.column("service_id"),
            try table.column("trip_short_name")
        )
        var trains: [Timetable.Train] = []
        var seen: Set<String> = []
        for row in table.rows {
            let id = try row.id(columns.0)
            let number = try row.id(columns.3)
            guard seen.insert(number).inserted else { throw row.mistake("train \(number) stands twice") }
            guard let name = routes[try row.text(columns.1)] else { throw row.mistake("no such route") }
            let service = try row.id(columns.2)
            guard services.contains(service) else { throw row.mistake("no such service: \(service)") }
            guard let stops = stops.byTrip[id] else { throw row.mistake("\(id) has no stops") }
            guard let coaches = coaches[id] else { throw row.mistake("\(id) has no coaches") }
            let fares = fares[id] ?? []
            for coach in coaches where !fares.contains(where: { $0.classID == coach.classID }) {
                throw row.mistake("\(id) has no fare for \(coach.classID)")
            }
            trains.append(
                Timetable.Train(
                    number: number, name: name, service: service, stops: stops, coaches: coaches,
                    fares: fares))
        }
        guard !trains.isEmpty else { throw FeedError(table.name, "no trains") }
        return trains
    }

    private func routes() throws(FeedError) -> [String: LocalizedName] {
        let table = try table("routes.txt")
        let columns = (
            try table.column("route_id"), try table.column("route_long_name"),
            try table.column("route_type")
        )
        var routes: [String: LocalizedName] = [:]
        for row in table.rows {
            let id = try row.id(columns.0)
            guard try row.text(columns.2) == "2" else { throw row.mistake("route_type is 2: rail") }
            let name = names.name(try row.text(columns.1), "routes", "route_long_name", id)
            guard routes.updateValue(name, forKey: id) == nil else {
                throw row.mistake("\(id) stands twice")
            }
        }
        return routes
    }
}
