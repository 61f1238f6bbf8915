internal import Contracts
internal import Postgres

/// Reads a trip's plan from Postgres.
enum TripPlanReading {
    private static let head: SQL = """
        SELECT t.train, n.name_en, n.name_bn, t.date::text, t.opens_at, t.legs
        FROM booking.trip t JOIN booking.train n ON n.number = t.train WHERE t.id = $1
        """
    private static let stops: SQL = """
        SELECT p.station, s.name_en, s.name_bn, p.arrives_at, p.departs_at, p.km
        FROM booking.trip_stop p JOIN booking.station s ON s.id = p.station
        WHERE p.trip = $1 ORDER BY p.index
        """
    private static let seats: SQL = """
        SELECT label, class, coach, number FROM booking.seat WHERE trip = $1 ORDER BY number
        """
    private static let fares: SQL = """
        SELECT f.class, f.base, f.per_km, f.minimum FROM booking.fare f
        JOIN booking.trip t ON t.train = f.train WHERE t.id = $1
        """

    /// The plan, or nil when there is no such trip, or nothing of it to sell.
    static func plan(_ trip: String, from pool: PostgresPool) async throws(PostgresError) -> TripPlan? {
        guard trip.utf8.count <= 64 else { return nil }
        let answers = try await pool.pipeline(
            [head, stops, seats, fares].map { PostgresStatement($0, [.text(trip)]) })
        guard let head = answers[0].first else { return nil }
        let stops = try stops(answers[1])
        let seats = try seats(answers[2])
        // A trip whose import has not ended is not for sale.
        guard stops.count == (try head.int(5)) + 1, !seats.isEmpty else { return nil }
        return TripPlan(
            id: trip, train: try head.text(0),
            trainName: LocalizedName(en: try head.text(1), bn: try head.text(2)), date: try head.text(3),
            opensAt: try head.optionalTimestamp(4).map { $0 / 1000 }, stops: stops,
            seats: seats, fares: try fares(answers[3]))
    }

    private static func stops(_ rows: PostgresRows) throws(PostgresError) -> [TripPlan.Stop] {
        var stops: [TripPlan.Stop] = []
        for row in rows {
            stops.append(
                TripPlan.Stop(
                    station: try row.text(0),
                    name: LocalizedName(en: try row.text(1), bn: try row.text(2)),
                    arrives: try row.timestamp(3) / 1000, departs: try row.timestamp(4) / 1000,
                    kilometre: try row.int(5)))
        }
        return stops
    }

    private static func seats(_ rows: PostgresRows) throws(PostgresError) -> [TripPlan.Seat] {
        var seats: [TripPlan.Seat] = []
        seats.reserveCapacity(rows.count)
        for row in rows {
            guard try row.int(3) == seats.count else {
                throw PostgresError(.unexpectedValue, "the trip's seats are not numbered densely from 0")
            }
            seats.append(
                TripPlan.Seat(label: try row.text(0), category: try row.text(1), coach: try row.int(2)))
        }
        return seats
    }

    private static func fares(_ rows: PostgresRows) throws(PostgresError) -> [String: Fare] {
        var fares: [String: Fare] = [:]
        for row in rows {
            fares[try row.text(0)] = Fare(
                base: try row.int64(1), perKilometre: try row.int64(2), minimum: try row.int64(3))
        }
        return fares
    }
}
