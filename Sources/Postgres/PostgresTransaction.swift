import EventLoop

/// A transaction that is open as long as the function that got it runs.
///
/// It cannot be copied or kept: `PostgresPool.transaction` lends it, and ends it. BEGIN goes with the first
/// statement.
package struct PostgresTransaction: ~Copyable {
    private let connection: PostgresConnection
    private let begin: SQL
    private var isOpen = false
    private var isRollingBack = false
    private var depth = 0
    private var limit: Duration?

    init(_ connection: PostgresConnection, begin: SQL) {
        self.connection = connection
        self.begin = begin
    }

    /// Runs one statement and waits for its answer.
    ///
    /// After an error only a rollback is possible, but for errors within `savepoint`.
    package mutating func query(
        _ sql: SQL, _ values: [PostgresValue] = []
    ) async throws(PostgresError) -> PostgresRows {
        let rows = try await pipeline([PostgresStatement(sql, values)])
        return rows.first ?? PostgresRows(affected: 0)
    }

    /// Runs statements in one round trip; the error says which one failed.
    package mutating func pipeline(
        _ statements: [PostgresStatement]
    ) async throws(PostgresError) -> [PostgresRows] {
        if statements.isEmpty { return [] }
        let first = isOpen ? nil : begin
        isOpen = true
        return try await connection.run(statements, begin: first, commits: false, limit: limit)
    }

    /// Lets everything be undone when the function returns, though it returns a value.
    package mutating func rollBack() {
        isRollingBack = true
    }

    /// Runs a function whose failure undoes only what was done within it.
    package mutating func savepoint<Value, Failure: PostgresFailure>(
        _ body: (inout PostgresTransaction) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        depth += 1
        defer { depth -= 1 }
        let name = "p\(depth)"
        do throws(Failure) {
            try await control("SAVEPOINT \(name)", as: Failure.self)
            let value = try await body(&self)
            try await control("RELEASE \(name)", as: Failure.self)
            return value
        } catch {
            do throws(PostgresError) {
                try await control("ROLLBACK TO \(name)", as: PostgresError.self)
            } catch {
                // What it was to undo is then undone with everything else; the first error says why.
            }
            throw error
        }
    }

    /// Lets each statement from here on take so long, instead of the pool's `statementTimeout`.
    package mutating func allow(_ limit: Duration) async throws(PostgresError) {
        if self.limit == limit { return }
        self.limit = limit
        let milliseconds = max(1, limit.wholeNanoseconds / 1_000_000)
        _ = try await query(
            "SELECT set_config('statement_timeout', $1, true)", [.text("\(milliseconds)")])
    }

    /// Runs a text of several statements without values: for migrations.
    package mutating func script(
        _ text: String, within limit: Duration = .seconds(60)
    ) async throws(PostgresError) {
        try await allow(limit)
        _ = try await connection.script(text, within: limit)
    }

    /// Sends rows into a table by COPY and answers how many there were.
    package mutating func copyIn(
        table: String, columns: [String], rows: some Sequence<[PostgresValue]>,
        within limit: Duration = .seconds(60)
    ) async throws(PostgresError) -> Int {
        try await allow(limit)
        return try await connection.copyIn(table: table, columns: columns, rows: rows, within: limit)
    }

    private mutating func control<Failure: PostgresFailure>(
        _ text: String, as failure: Failure.Type
    ) async throws(Failure) {
        do throws(PostgresError) {
            _ = try await query(SQL(trusted: text))
        } catch {
            throw Failure(error)
        }
    }

    /// Commits, or rolls back where that was asked for.
    mutating func end() async throws(PostgresError) {
        guard isOpen else { return }
        isOpen = false
        _ =
            isRollingBack
            ? try await connection.run([PostgresStatement("ROLLBACK")], commits: false)
            : try await connection.run([], commits: true)
    }

    /// Rolls back where something is open; a connection that does not answer is left to the pool.
    mutating func undo() async {
        guard isOpen, connection.isAvailable, !Task.isCancelled else { return }
        isOpen = false
        do throws(PostgresError) {
            _ = try await connection.run([PostgresStatement("ROLLBACK")], commits: false)
        } catch {
            // The pool looks at the connection when it comes back, and repeats the rollback or closes it.
        }
    }
}
