internal import Contracts
internal import Postgres

/// Reads what is on sale from Postgres; a trip that is known already is not read again.
struct TripIndexReader {
    private static let stations: SQL = """
        SELECT id, name_en, name_bn, latitude, longitude FROM booking.station
        WHERE EXISTS (SELECT FROM booking.trip_stop p WHERE p.station = station.id)
        ORDER BY name_en, id
        """
    private static let ids: SQL = """
        SELECT id FROM booking.trip WHERE arrives_at > clock_timestamp() ORDER BY date, id LIMIT $1
        """
    private static let heads: SQL = """
        SELECT t.id, t.train, n.name_en, n.name_bn, t.date::text FROM booking.trip t
        JOIN booking.train n ON n.number = t.train WHERE t.id = ANY ($1) ORDER BY t.id
        """
    private static let stops: SQL = """
        SELECT p.trip, p.station, p.arrives_at, p.departs_at, p.km,
            (p.departs_at AT TIME ZONE coalesce((SELECT zone FROM booking.timetable), 'UTC'))::date::text
        FROM booking.trip_stop p WHERE p.trip = ANY ($1) ORDER BY p.trip, p.index
        """
    private static let coaches: SQL = """
        SELECT c.trip, c.label, c.label_bn, c.class, c.layout,
            coalesce(c.seats, (SELECT count(*) FROM booking.seat s
                WHERE s.trip = c.trip AND s.coach = c.index))::int
        FROM booking.coach c WHERE c.trip = ANY ($1) ORDER BY c.trip, c.index
        """
    private static let classes: SQL = "SELECT id, name_en, name_bn FROM booking.class ORDER BY rank"
    private static let fares: SQL = "SELECT train, class, base, per_km, minimum FROM booking.fare"

    /// The most trips that an index holds: more than a month of a national railway.
    private static let mostTrips: Int64 = 20_000
    /// How many trips one round trip reads.
    private static let batch = 200

    let pool: PostgresPool

    /// The index as the database has it now; `known` gives the trips that it has already.
    func read(known: TripIndex) async throws(PostgresError) -> TripIndex {
        let answers = try await pool.pipeline([
            PostgresStatement(Self.stations), PostgresStatement(Self.ids, [.int64(Self.mostTrips)]),
            PostgresStatement(Self.classes), PostgresStatement(Self.fares),
        ])
        var stations: [StationModel] = []
        for row in answers[0] {
            stations.append(
                StationModel(
                    id: try row.text(0), name: LocalizedName(en: try row.text(1), bn: try row.text(2)),
                    latitude: try row.double(3), longitude: try row.double(4)))
        }
        let prices = try TripPrices(classes: answers[2], fares: answers[3])
        var trips: [String: TripLayout] = [:]
        var missing: [String] = []
        for row in answers[1] {
            let id = try row.text(0)
            if let trip = known.trips[id] { trips[id] = trip } else { missing.append(id) }
        }
        var start = 0
        while start < missing.count {
            let part = Array(missing[start..<min(missing.count, start + Self.batch)])
            for trip in try await layouts(part, prices) { trips[trip.id] = trip }
            start += Self.batch
        }
        return TripIndex(stations: stations, trips: trips)
    }

    private func layouts(_ ids: [String], _ prices: TripPrices) async throws(PostgresError) -> [TripLayout] {
        let answers = try await pool.pipeline(
            [Self.heads, Self.stops, Self.coaches].map { PostgresStatement($0, [.textArray(ids)]) })
        let stops = try Self.stops(answers[1])
        var coaches = try Self.coaches(answers[2])
        var layouts: [TripLayout] = []
        for row in answers[0] {
            let (id, train) = (try row.text(0), try row.text(1))
            // What cannot be sold, or lacks a price, is not shown.
            guard let own = stops[id], own.count >= 2, let made = coaches.removeValue(forKey: id),
                let (list, categories) = prices.resolve(made, train: train)
            else { continue }
            layouts.append(
                TripLayout(
                    id: id, train: train, name: LocalizedName(en: try row.text(2), bn: try row.text(3)),
                    date: try row.text(4), stops: own, coaches: list, categories: categories))
        }
        return layouts
    }

    private static func stops(_ rows: PostgresRows) throws(PostgresError) -> [String: [TripLayout.Stop]] {
        var stops: [String: [TripLayout.Stop]] = [:]
        for row in rows {
            stops[try row.text(0), default: []].append(
                TripLayout.Stop(
                    station: try row.text(1), arrives: try row.timestamp(2) / 1000,
                    departs: try row.timestamp(3) / 1000, day: try row.text(5), kilometre: try row.int(4)))
        }
        return stops
    }

    private static func coaches(_ rows: PostgresRows) throws(PostgresError) -> [String: [TripPrices.Coach]] {
        var coaches: [String: [TripPrices.Coach]] = [:]
        for row in rows {
            let label = try row.text(1)
            let bangla = try row.text(2)
            coaches[try row.text(0), default: []].append(
                TripPrices.Coach(
                    label: LocalizedName(en: label, bn: bangla.isEmpty ? label : bangla),
                    classID: try row.text(3), rows: SeatRows(try row.text(4)), seats: try row.int(5)))
        }
        return coaches
    }
}
