package import EventLoop
package import Events
package import Postgres
package import Settings

/// The ledger over one loop's connections.
package final class PostgresLedger: HoldLedger {
    private let pool: PostgresPool
    private let queue: PlacementQueue

    /// A ledger over a pool of the same loop.
    package init(_ pool: PostgresPool, reactor: Reactor) {
        self.pool = pool
        let configuration = pool.configuration
        // Half of the connections stay free for everything else.
        queue = PlacementQueue(
            reactor, most: max(1, min(4, configuration.connections / 2)),
            bound: configuration.maximumWaiters, waitLimit: configuration.waitLimit
        ) { attempts throws(PostgresError) in
            try await Self.place(attempts, pool)
        }
    }

    /// Makes a hold, in a transaction that others may share.
    package func place(_ attempt: HoldAttempt) async throws(PostgresError) -> PlacedHold {
        try await queue.place(attempt)
    }

    private static func place(
        _ attempts: [HoldAttempt], _ pool: PostgresPool
    ) async throws(PostgresError) -> PlacementQueue.Outcome {
        do throws(PostgresError) {
            if attempts.count == 1 { return .placed([try await alone(attempts[0], pool)]) }
            return .placed(try await together(attempts, pool))
        } catch {
            // It ended for what one of them is or waits for, which says nothing about the others.
            let isOfOne =
                error.kind == .invalidArgument
                || error.kind == .server
                    && (error.retry != .later || error.sqlState == .queryCanceled
                        || error.sqlState == .lockNotAvailable)
            guard attempts.count > 1, isOfOne, !error.isOutcomeUnknown else { throw error }
            return .mustPart
        }
    }

    private static func together(
        _ attempts: [HoldAttempt], _ pool: PostgresPool
    ) async throws(PostgresError) -> [PlacedHold] {
        let rows = try await pool.query(
            "SELECT * FROM booking.place_together($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            [
                .uuidArray(attempts.map(\.id)), .textArray(attempts.map(\.trip)),
                .textArray(attempts.map { literal($0.seats) }),
                .int32Array(attempts.map { Int32($0.stretch.start) }),
                .int32Array(attempts.map { Int32($0.stretch.end) }),
                .uuidArray(attempts.map(\.account)), .textArray(attempts.map(\.admission)),
                .textArray(attempts.map { literal($0.prices) }), .bytes(attempts.flatMap(\.claim.digest)),
                .textArray(attempts.map(\.key.key)), .bytes(attempts.flatMap(\.key.digest)),
                .textArray(attempts.map(\.answer)),
            ])
        return try committed { () throws(PostgresError) in
            var holds: [PlacedHold] = []
            for row in rows { holds.append(try PlacedHold(row)) }
            guard holds.count == attempts.count else {
                throw PostgresError(.unexpectedValue, "\(holds.count) answers to \(attempts.count) holds")
            }
            return holds
        }
    }

    /// An array as a text: the server has no arrays of arrays of different lengths.
    private static func literal(_ numbers: [some FixedWidthInteger]) -> String {
        "{\(numbers.map { String($0) }.joined(separator: ","))}"
    }

    private static func alone(
        _ attempt: HoldAttempt, _ pool: PostgresPool
    ) async throws(PostgresError) -> PlacedHold {
        let rows = try await pool.query(
            "SELECT * FROM booking.place_hold($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            [
                .uuid(attempt.id), .text(attempt.trip), .int32Array(attempt.seats.map(Int32.init)),
                .int32(Int32(attempt.stretch.start)), .int32(Int32(attempt.stretch.end)),
                .uuid(attempt.account), .text(attempt.admission), .int64Array(attempt.prices),
                .bytes(attempt.claim.digest), .text(attempt.key.key), .bytes(attempt.key.digest),
                .text(attempt.answer),
            ])
        return try committed { () throws(PostgresError) in try PlacedHold(rows.only()) }
    }

    /// Reads an answer that comes after the commit: where it cannot be read, something stands all the same.
    private static func committed<Value>(
        _ read: () throws(PostgresError) -> Value
    ) throws(PostgresError) -> Value {
        do throws(PostgresError) {
            return try read()
        } catch {
            var error = error
            error.isOutcomeUnknown = true
            throw error
        }
    }

    /// Writes the rules that transactions go by, where they are others.
    package func set(_ rules: BookingRules) async throws(PostgresError) {
        let times = [rules.hold, rules.prolonging, rules.payment, rules.longest, rules.offer]
        _ = try await pool.query(
            """
            WITH new AS (SELECT $1::int, $2::int, make_interval(secs => $3), make_interval(secs => $4),
                make_interval(secs => $5), make_interval(secs => $6), make_interval(secs => $7))
            UPDATE booking.rule SET (seats_a_trip, seats_a_day, hold_time, extension, payment_time,
                longest_time, offer_time) = (SELECT * FROM new)
            WHERE (seats_a_trip, seats_a_day, hold_time, extension, payment_time, longest_time, offer_time)
                IS DISTINCT FROM (SELECT new FROM new)
            """,
            [.int32(Int32(rules.seatsPerTrip)), .int32(Int32(rules.seatsPerDay))]
                + times.map { .double($0 / .seconds(1)) })
    }

    /// What stands under a client's key.
    package func stored(_ mark: Idempotency) async throws(PostgresError) -> KnownKey? {
        let rows = try await pool.query(
            "SELECT same_body, answer FROM event.idem_find($1, $2, $3, $4)",
            [.text(mark.principal), .text(mark.route), .text(mark.key), .bytes(mark.digest)])
        guard let row = rows.first else { return nil }
        return KnownKey(isSameRequest: try row.bool(0), answer: try row.optionalBytes(1) ?? [])
    }

    /// What is true about an id.
    package func settle(_ id: PostgresUUID, trip: String) async throws(PostgresError) -> HoldStanding {
        let rows = try await pool.query("SELECT * FROM booking.settle($1, $2)", [.uuid(id), .text(trip)])
        return try HoldStanding(rows.only())
    }

    /// How many seats a trip has.
    package func seatCount(trip: String) async throws(PostgresError) -> Int {
        let rows = try await pool.query("SELECT count(*) FROM booking.seat WHERE trip = $1", [.text(trip)])
        return try rows.only().int(0)
    }

    /// A trip's live holds.
    package func live(trip: String) async throws(PostgresError) -> [HoldStanding] {
        let rows = try await pool.query(
            """
            SELECT s.* FROM booking.hold h CROSS JOIN LATERAL booking.standing_of(h) s
            WHERE h.trip = $1 AND h.status IN ('held', 'sold')
            """, [.text(trip)])
        return try Self.standings(rows)
    }

    /// Which of these ids Postgres knows.
    package func known(_ ids: [PostgresUUID]) async throws(PostgresError) -> Set<PostgresUUID> {
        if ids.isEmpty { return [] }
        let rows = try await pool.query(
            "SELECT id FROM booking.hold WHERE id = ANY ($1)", [.uuidArray(ids)])
        return Set(try Self.ids(rows))
    }

    /// Whose time is over, the longest first.
    ///
    /// The clock is read once: read anew for each row it bounds no index, and each second every live hold
    /// was read.
    static let due: SQL = """
        SELECT id FROM booking.hold
        WHERE status = 'held' AND expires_at <= (SELECT clock_timestamp()) ORDER BY expires_at LIMIT $1
        """

    /// Holds whose time is over.
    package func due(limit: Int) async throws(PostgresError) -> [PostgresUUID] {
        try Self.ids(await pool.query(Self.due, [.int64(Int64(limit))]))
    }

    /// Expires a hold whose time is over.
    package func expire(_ id: PostgresUUID) async throws(PostgresError) -> [HoldStanding] {
        try await changes("SELECT * FROM booking.expire_hold($1)", [.uuid(id)])
    }

    /// Offers a trip's free seats to its waiters.
    package func serve(trip: String) async throws(PostgresError) -> [HoldStanding] {
        try await changes("SELECT * FROM booking.serve_trip($1)", [.text(trip)])
    }

    /// Trips that are under way or to come.
    package func trips(limit: Int) async throws(PostgresError) -> [String] {
        let rows = try await pool.query(
            """
            SELECT id FROM booking.trip WHERE arrives_at > clock_timestamp() - interval '1 hour'
            ORDER BY arrives_at LIMIT $1
            """, [.int64(Int64(limit))])
        return try Self.texts(rows)
    }

    /// Trips that ended a day ago or longer.
    package func pastTrips(limit: Int) async throws(PostgresError) -> [String] {
        let rows = try await pool.query(
            """
            SELECT id FROM booking.trip
            WHERE arrives_at BETWEEN clock_timestamp() - interval '3 days'
                AND clock_timestamp() - interval '1 day'
            ORDER BY arrives_at LIMIT $1
            """, [.int64(Int64(limit))])
        return try Self.texts(rows)
    }

    /// Ends a hold for its owner; nothing when it stood no more.
    package func release(
        _ id: PostgresUUID, account: PostgresUUID, admission: String
    ) async throws(PostgresError) -> [HoldStanding] {
        try await changes(
            "SELECT * FROM booking.release_hold($1, $2, $3)", [.uuid(id), .uuid(account), .text(admission)])
    }

    /// A waiter leaves.
    package func leaveWaitlist(
        _ id: PostgresUUID, account: PostgresUUID
    ) async throws(PostgresError) -> [HoldStanding] {
        try await changes("SELECT * FROM booking.leave_waitlist($1, $2)", [.uuid(id), .uuid(account)])
    }

    /// One function that changes holds, as a transaction that is tried again when it only met others.
    private func changes(
        _ sql: SQL, _ values: [PostgresValue]
    ) async throws(PostgresError) -> [HoldStanding] {
        let answers = try await pool.pipeline([PostgresStatement(sql, values)])
        return try Self.standings(answers[0])
    }

    static func standings(_ rows: PostgresRows) throws(PostgresError) -> [HoldStanding] {
        var standings: [HoldStanding] = []
        standings.reserveCapacity(rows.count)
        for row in rows { standings.append(try HoldStanding(row)) }
        return standings
    }

    private static func ids(_ rows: PostgresRows) throws(PostgresError) -> [PostgresUUID] {
        var ids: [PostgresUUID] = []
        for row in rows { ids.append(try row.uuid(0)) }
        return ids
    }

    private static func texts(_ rows: PostgresRows) throws(PostgresError) -> [String] {
        var texts: [String] = []
        for row in rows { texts.append(try row.text(0)) }
        return texts
    }
}
