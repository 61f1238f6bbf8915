package import Postgres

/// What operators do with endpoints: add them, look at them, take them away, try failed deliveries again.
package struct WebhookEndpoints {
    /// One endpoint, without its secret.
    package struct Entry: Sendable, Equatable {
        /// Its id.
        package let id: PostgresUUID
        /// Where its events go.
        package let url: String
        /// Which types it wants.
        package let types: [String]
        /// Why it gets nothing any more; nil while it does.
        package let disabled: String?
        /// How many deliveries are on their way.
        package let waiting: Int
        /// How many were given up.
        package let failed: Int
    }

    private let pool: PostgresPool

    /// The endpoints of a database, for a pool of the owner's role.
    package init(_ pool: PostgresPool) {
        self.pool = pool
    }

    /// Adds an endpoint; nil where the address is none that we can send to.
    ///
    /// Only `http://`: TLS to the receiver is the business of a proxy on the way.
    package func add(
        _ url: String, types: [String], secret: WebhookSecret
    ) async throws(PostgresError) -> PostgresUUID? {
        guard let parsed = WebhookURL(url), !parsed.isSecure else { return nil }
        let rows = try await pool.query(
            "INSERT INTO event.endpoint (url, secrets, types) VALUES ($1, ARRAY[$2], $3) RETURNING id",
            [.text(url), .text(secret.revealed), .textArray(types)])
        return try rows.only().uuid(0)
    }

    /// All endpoints, the oldest first; at most a thousand.
    package func list() async throws(PostgresError) -> [Entry] {
        let rows = try await pool.query(
            """
            SELECT e.id, e.url, array_to_string(e.types, ' '),
                CASE WHEN e.disabled_at IS NOT NULL THEN coalesce(e.reason, '') END,
                count(d.id) FILTER (WHERE d.done_at IS NULL AND d.failed_at IS NULL),
                count(d.id) FILTER (WHERE d.failed_at IS NOT NULL)
            FROM event.endpoint e LEFT JOIN event.delivery d ON d.endpoint = e.id
            GROUP BY e.id ORDER BY e.created_at, e.id LIMIT 1000
            """)
        var entries: [Entry] = []
        for row in rows {
            entries.append(
                Entry(
                    id: try row.uuid(0), url: try row.text(1),
                    types: try row.text(2).split(separator: " ").map(String.init),
                    disabled: try row.optionalText(3), waiting: try row.int(4), failed: try row.int(5)))
        }
        return entries
    }

    /// Removes an endpoint with its deliveries; false when there is none.
    package func remove(_ id: PostgresUUID) async throws(PostgresError) -> Bool {
        try await pool.query("DELETE FROM event.endpoint WHERE id = $1", [.uuid(id)]).affected > 0
    }

    /// Puts a new secret before the others; the two newest sign from now on.
    package func rotate(_ id: PostgresUUID, to secret: WebhookSecret) async throws(PostgresError) -> Bool {
        try await pool.query(
            "UPDATE event.endpoint SET secrets = ARRAY[$2, secrets[1]] WHERE id = $1",
            [.uuid(id), .text(secret.revealed)]
        ).affected > 0
    }

    /// Enables an endpoint again and sends what was given up; how many deliveries those are.
    package func replay(_ id: PostgresUUID) async throws(PostgresError) -> Int {
        let statements = [
            PostgresStatement(
                "UPDATE event.endpoint SET disabled_at = NULL, reason = NULL WHERE id = $1", [.uuid(id)]),
            PostgresStatement(
                """
                UPDATE event.delivery SET failed_at = NULL, tries = 0, due_at = clock_timestamp()
                WHERE endpoint = $1 AND failed_at IS NOT NULL
                """, [.uuid(id)]),
        ]
        return try await pool.pipeline(statements).last?.affected ?? 0
    }
}
