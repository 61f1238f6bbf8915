internal import Postgres

/// Reads a trip's plan from Postgres.
enum TripPlanReading {
    /// The plan, or nil when there is no such trip, or nothing of it to sell.
    static func plan(_ trip: String, from pool: PostgresPool) async throws(PostgresError) -> TripPlan? {
        guard trip.utf8.count <= 64 else { return nil }
        let answers = try await pool.pipeline([
            PostgresStatement("SELECT train, opens_at, legs FROM booking.trip WHERE id = $1", [.text(trip)]),
            PostgresStatement(
                """
                SELECT station, arrives_at, departs_at, km FROM booking.trip_stop
                WHERE trip = $1 ORDER BY index
                """, [.text(trip)]),
            PostgresStatement(
                "SELECT label, class, coach, number FROM booking.seat WHERE trip = $1 ORDER BY number",
                [.text(trip)]),
            PostgresStatement(
                """
                SELECT f.class, f.base, f.per_km, f.minimum FROM booking.fare f
                JOIN booking.trip t ON t.train = f.train WHERE t.id = $1
                """, [.text(trip)]),
        ])
        guard let head = answers[0].first else { return nil }
        let stops = try stops(answers[1])
        let seats = try seats(answers[2])
        // A trip whose import has not ended is not for sale.
        guard stops.count == (try head.int(2)) + 1, !seats.isEmpty else { return nil }
        return TripPlan(
            id: trip, train: try head.text(0), opensAt: try head.optionalTimestamp(1).map { $0 / 1000 },
            stops: stops, seats: seats, fares: try fares(answers[3]))
    }

    private static func stops(_ rows: PostgresRows) throws(PostgresError) -> [TripPlan.Stop] {
        var stops: [TripPlan.Stop] = []
        for row in rows {
            stops.append(
                TripPlan.Stop(
                    station: try row.text(0), arrives: try row.timestamp(1) / 1000,
                    departs: try row.timestamp(2) / 1000, kilometre: try row.int(3)))
        }
        return stops
    }

    private static func seats(_ rows: PostgresRows) throws(PostgresError) -> [TripPlan.Seat] {
        var seats: [TripPlan.Seat] = []
        seats.reserveCapacity(rows.count)
        for row in rows {
            guard try row.int(3) == seats.count else {
                throw PostgresError(.unexpectedValue, "the trip's seats are not numbered densely")
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
