internal import Contracts
internal import Postgres

/// A waiter as it stands in the tables, and as the wire shows it.
struct WaiterReading {
    /// The columns that `init` reads; `$1` is the account.
    ///
    /// The place counts those who wait for the same trip and came before.
    static let select = """
        SELECT w.id, w.trip, w.a, w.b, w.seats, w.class, w.status, w.hold, w.created_at, w.reason,
            CASE WHEN w.status = 'waiting' THEN (
                SELECT count(*) FROM booking.waitlist o
                WHERE o.trip = w.trip AND o.status = 'waiting' AND o.number <= w.number) END,
            CASE WHEN w.status = 'waiting' THEN (
                SELECT count(*) FROM booking.seat s
                WHERE s.trip = w.trip AND s.class = w.class AND s.taken & booking.mask(w.a, w.b) = 0) END,
            (SELECT departs_at > clock_timestamp() FROM booking.trip_stop p
                WHERE p.trip = w.trip AND p.index = w.a)
        FROM booking.waitlist w WHERE w.account = $1
        """
    static let one = SQL(trusted: "\(select) AND w.id = $2")
    static let latest = SQL(trusted: "\(select) ORDER BY w.number DESC LIMIT 50")

    let trip: String
    private let row: PostgresRow

    init(_ row: PostgresRow) throws(PostgresError) {
        self.row = row
        trip = try row.text(1)
    }

    /// The entry with the names of its stations.
    func model(_ plan: TripPlan) throws(PostgresError) -> WaitlistModel {
        WaitlistModel(
            id: try row.uuid(0).description, trip: trip, from: plan.stops[try row.int(2)].station,
            to: plan.stops[try row.int(3)].station, classCode: try row.text(5), count: try row.int(4),
            status: try row.text(6), place: try row.optionalInt(10), reason: try reason(),
            hold: try row.optionalUUID(7)?.description,
            createdAt: Timestamp(milliseconds: try row.timestamp(8) / 1000))
    }

    /// Why a waiter was not served yet: somebody who waits without a reason shown believes in tricks.
    private func reason() throws(PostgresError) -> String? {
        guard let free = try row.optionalInt(11) else { return nil }
        if try !row.bool(12) { return "departed" }
        if let noted = try row.optionalText(9) { return noted }
        if free == 0 { return "no_seats" }
        return free < (try row.int(4)) ? "too_few_seats" : "soon"
    }
}
