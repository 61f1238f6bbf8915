internal import CLibpq
import EventLoop

extension PostgresConnection {
    /// Runs statements in one round trip, after one that learns those that nobody has used before.
    ///
    /// With `begin` they are a transaction's first, with `commits` its last; without `begin` and in no
    /// transaction each lasts by itself, so there must be only one.
    func run(
        _ statements: [PostgresStatement], begin: SQL? = nil, commits: Bool, isAlone: Bool = false,
        limit: Duration? = nil
    ) async throws(PostgresError) -> [PostgresRows] {
        guard statements.count <= Self.mostStatements else {
            throw PostgresError(.invalidArgument, "\(statements.count) statements in one pipeline")
        }
        if Task.isCancelled { throw PostgresError(.cancelled) }
        guard isAvailable else { throw PostgresError(.connectionLost) }
        if try learn(statements, limit) { _ = try await answer() }
        try check(statements)
        try send(statements, begin: begin, commits: commits, mayCommit: commits || isAlone, limit: limit)
        return try await answer()
    }

    /// The most statements of one pipeline.
    private static let mostStatements = 1024

    /// Prepares and describes the statements whose parameters are not known; false when there are none.
    private func learn(_ statements: [PostgresStatement], _ limit: Duration?) throws(PostgresError) -> Bool {
        var unknown: [(text: String, number: Int)] = []
        for (number, statement) in statements.enumerated() {
            let text = statement.sql.text
            if shapes.types(of: text) == nil, !unknown.contains(where: { $0.text == text }) {
                unknown.append((text, number))
            }
        }
        if unknown.isEmpty { return false }
        guard let handle else { throw PostgresError(.notConnected) }
        var exchange = PostgresExchange(mayCommit: false)
        prepared.beginBatch()
        for (text, number) in unknown {
            let name = prepared.name(of: text) ?? prepare(text, types: [], for: number, handle, &exchange)
            exchange.append(.describe(text, for: number), isSent: PQsendDescribePrepared(handle, name) == 1)
        }
        try dispatch(exchange, handle, limit)
        return true
    }

    private func check(_ statements: [PostgresStatement]) throws(PostgresError) {
        for (number, statement) in statements.enumerated() {
            guard let types = shapes.types(of: statement.sql.text) else {
                throw PostgresError(.protocolViolation)
            }
            do throws(PostgresError) {
                try ParameterBuffer.check(statement.values, types: types)
            } catch {
                var error = error
                error.statement = number
                throw error
            }
        }
    }

    /// Sends statements that have been learned and checked; `answer` waits for them.
    func send(
        _ statements: [PostgresStatement], begin: SQL? = nil, commits: Bool = false, mayCommit: Bool,
        limit: Duration? = nil
    ) throws(PostgresError) {
        guard let handle else { throw PostgresError(.notConnected) }
        var exchange = PostgresExchange(mayCommit: mayCommit)
        prepared.beginBatch()
        if let begin { submit(PostgresStatement(begin), as: .control, number: 0, handle, &exchange) }
        for (number, statement) in statements.enumerated() {
            submit(statement, as: .statement(number), number: number, handle, &exchange)
        }
        if commits {
            submit(
                PostgresStatement("COMMIT"), as: .commit, number: statements.count, handle, &exchange)
        }
        try dispatch(exchange, handle, limit)
    }

    private func submit(
        _ statement: PostgresStatement, as step: PostgresExchange.Step, number: Int,
        _ handle: OpaquePointer, _ exchange: inout PostgresExchange
    ) {
        let text = statement.sql.text
        let types = shapes.types(of: text) ?? []
        let name =
            prepared.name(of: text) ?? prepare(text, types: types, for: number, handle, &exchange)
        parameters.fill(statement.values, types: types)
        let isSent = parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(handle, name, Int32(values.count), values, lengths, formats, 1) == 1
        }
        exchange.append(step, isSent: isSent)
    }

    /// Prepares a text under a new name, and lets the server forget another where there are too many.
    private func prepare(
        _ text: String, types: [UInt32], for number: Int, _ handle: OpaquePointer,
        _ exchange: inout PostgresExchange
    ) -> String {
        if let old = prepared.evict() {
            let isSent = PQsendQueryParams(handle, "DEALLOCATE \(old)", 0, nil, nil, nil, nil, 0) == 1
            exchange.append(.control, isSent: isSent)
        }
        let name = prepared.add(text)
        let isSent = PQsendPrepare(handle, name, text, Int32(types.count), types) == 1
        exchange.append(.prepare(text, for: number), isSent: isSent)
        return name
    }

    /// Ends the exchange with a Sync, which also writes it: one write for all of it where it fits.
    private func dispatch(
        _ exchange: PostgresExchange, _ handle: OpaquePointer, _ limit: Duration?
    ) throws(PostgresError) {
        guard exchange.isSent, PQpipelineSync(handle) == 1 else {
            // libpq had no memory, or its connection is gone. Without its Sync nothing of it can last, but
            // where the Sync was what failed, it may have been written all the same.
            let reason = PostgresError(.connectionLost)
            let error = exchange.isSent ? exchange.lost(reason) : reason
            end(error)
            throw error
        }
        begin(.exchange(exchange), limit: limit)
        flush()
    }
}
