internal import EventLoop
package import Postgres
package import Redis

/// Checks the rules of SEATS.md in the databases themselves: whatever it finds is a contradiction.
///
/// Only sound while no booking process works, or on findings that stay: a hold may be between its two stores.
package enum BookingAudit {
    /// One check in Postgres.
    package struct Query: Sendable {
        /// What it is about, in a word.
        package let name: String
        /// Its first column says what is wrong; no rows when all is well.
        package let sql: SQL

        fileprivate init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            sql = SQL(trusted: String(decoding: bytes, as: UTF8.self))
        }
    }

    /// What booking alone must keep.
    package static let own = [
        Query("seats", PackageResources.seats_sql), Query("fencing", PackageResources.fencing_sql),
        Query("orders", PackageResources.orders_sql), Query("passengers", PackageResources.passengers_sql),
        Query("accounts", PackageResources.accounts_sql), Query("waitlist", PackageResources.waitlist_sql),
    ]

    /// What booking and payment keep together.
    package static let money = Query("money", PackageResources.money_sql)

    /// What booking and ticket keep together.
    package static let tickets = Query("tickets", PackageResources.tickets_sql)

    /// What a check finds; the pool logs in as the owner of the database.
    package static func findings(
        of query: Query, in pool: PostgresPool
    ) async throws(PostgresError) -> [String] {
        var findings: [String] = []
        for row in try await pool.query(query.sql) { findings.append("\(query.name): \(try row.text(0))") }
        return findings
    }

    /// What Redis says otherwise than Postgres about a trip: bit by bit, and hold by hold.
    ///
    /// A trip that is not in Redis says nothing. Ids that are still on their way to Postgres count as well.
    package static func findings(
        ofTrip trip: String, redis: RedisClient, pool: PostgresPool
    ) async throws -> [String] {
        let seats = RedisSeats(redis)
        guard let words = try await seats.words(trip: trip), let look = try await seats.look(trip: trip)
        else { return [] }
        let rows = try await pool.query(
            "SELECT number, taken FROM booking.seat WHERE trip = $1 ORDER BY number", [.text(trip)])
        let live = Set(try await PostgresLedger(pool).live(trip: trip).map(\.id))
        let known = Set(look.map { PostgresUUID($0.id) })
        var findings: [String] = []
        if rows.count != words.count {
            findings.append("redis: trip \(trip) has \(words.count) seats instead of \(rows.count)")
        }
        for row in rows {
            let (number, taken) = (try row.int(0), UInt32(bitPattern: try row.int32(1)))
            guard number < words.count, words[number] != taken else { continue }
            findings.append("redis: seat \(number) of trip \(trip) has bits \(words[number]) for \(taken)")
        }
        for id in live.subtracting(known) { findings.append("redis: hold \(id) of \(trip) is not known") }
        for id in known.subtracting(live) { findings.append("redis: hold \(id) of \(trip) does not stand") }
        return findings
    }
}
