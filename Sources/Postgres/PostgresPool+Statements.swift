import EventLoop

extension PostgresPool {
    /// Runs one statement, which lasts by itself, and waits for its answer.
    package func query(
        _ sql: SQL, _ values: [PostgresValue] = []
    ) async throws(PostgresError) -> PostgresRows {
        let statement = PostgresStatement(sql, values)
        return try await withConnection { connection throws(PostgresError) in
            let rows = try await connection.run([statement], commits: false, isAlone: true)
            return rows.first ?? PostgresRows(affected: 0)
        }
    }

    /// Runs statements as one transaction, from BEGIN to COMMIT, in one round trip.
    ///
    /// All of them last, or none: the error says which statement failed. An error with `isOutcomeUnknown`
    /// says that the connection was lost between. After 40001 and 40P01 it is tried again, at most `retries`
    /// times. The statements must not need each other's tables or types: all are prepared before the first
    /// one runs.
    package func pipeline(
        _ statements: [PostgresStatement], _ isolation: PostgresIsolation = .readCommitted, retries: Int = 2
    ) async throws(PostgresError) -> [PostgresRows] {
        if statements.isEmpty { return [] }
        return try await again(retries) { () throws(PostgresError) in
            try await self.withConnection { connection throws(PostgresError) in
                try await connection.run(statements, begin: isolation.begin, commits: true)
            }
        }
    }

    /// Sends rows into a table by COPY, all or none, and answers how many there were.
    ///
    /// The table may stand as `schema.name`. `limit` is for each 64 KiB and for the end.
    package func copyIn(
        table: String, columns: [String], rows: some Sequence<[PostgresValue]>,
        within limit: Duration = .seconds(60)
    ) async throws(PostgresError) -> Int {
        try await transaction(retries: 0) { transaction throws(PostgresError) in
            try await transaction.copyIn(table: table, columns: columns, rows: rows, within: limit)
        }
    }

    /// Lends a connection for the length of a function.
    func withConnection<Value, Failure: PostgresFailure>(
        _ body: (PostgresConnection) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let connection: PostgresConnection
        do throws(PostgresError) {
            connection = try await lease()
        } catch {
            throw Failure(error)
        }
        defer { release(connection) }
        do throws(Failure) {
            return try await body(connection)
        } catch {
            if error.postgresError?.kind == .timedOut { count(timeout: true) }
            throw error
        }
    }

    /// Repeats what only met others, after a short and random wait, at most so many times.
    func again<Value, Failure: PostgresFailure>(
        _ retries: Int, _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        var left = retries
        var wait = Duration.milliseconds(4)
        while true {
            do throws(Failure) {
                return try await body()
            } catch {
                guard left > 0, let cause = error.postgresError, cause.retry == .now, !cause.isOutcomeUnknown,
                    !Task.isCancelled
                else { throw error }
                left -= 1
                count(retry: true)
                let share = Double(random() >> 11) / Double(1 << 53)
                _ = await Parking(reactor).park(reactor, atMost: wait * share)
                wait = min(wait * 2, .milliseconds(64))
            }
        }
    }
}
