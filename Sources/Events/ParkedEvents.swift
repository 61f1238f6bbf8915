package import Postgres

/// What operators do with events that gave up: look at them, and send them on their way again.
package struct ParkedEvents {
    /// One parked row.
    package struct Entry: Sendable, Equatable {
        /// The row's number, by which it is replayed.
        package let row: Int64
        /// Who is to handle it.
        package let consumer: String
        /// What it is about.
        package let about: String
        /// How often it was sent.
        package let tries: Int
        /// When it was parked, in microseconds since 1970.
        package let parkedAt: Int64
        /// Why.
        package let error: String
    }

    private let pool: PostgresPool

    /// The parked events of a database, for a pool of the owner's role.
    package init(_ pool: PostgresPool) {
        self.pool = pool
    }

    /// The rows that wait for an operator, the oldest first; at most `limit`.
    package func list(limit: Int = 100) async throws(PostgresError) -> [Entry] {
        let rows = try await pool.query(
            """
            SELECT id, consumer, about, tries, parked, coalesce(error, '') FROM event.outbox
            WHERE parked IS NOT NULL AND done_at IS NULL ORDER BY parked, id LIMIT $1
            """, [.int32(Int32(clamping: limit))])
        var entries: [Entry] = []
        for row in rows {
            entries.append(
                Entry(
                    row: try row.int64(0), consumer: try row.text(1), about: try row.text(2),
                    tries: try row.int(3), parkedAt: try row.timestamp(4), error: try row.text(5)))
        }
        return entries
    }

    /// Sends one row on its way again, with all its tries; false when it is not parked (any more).
    package func replay(_ row: Int64) async throws(PostgresError) -> Bool {
        try await pool.query("SELECT event.replay($1)", [.int64(row)]).only().bool(0)
    }
}
