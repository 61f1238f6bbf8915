package import Postgres
internal import Tokens

/// One request under its Idempotency-Key: its effect happens once, and its answer is the same every time.
///
///     let answer = try await Idempotency(
///         principal: user.account, route: "POST /api/orders", key: key, body: request.body
///     ).run(in: pool) { (transaction: inout PostgresTransaction) async throws(ServiceError) in
///         let order = try await orders.insert(…, in: &transaction)
///         return StoredAnswer(status: 201, body: order.json)
///     }
///
/// The row of the key is the first statement of the effect's own transaction, so key and effect are there
/// together or not at all. A twin waits for the first at the row, for 2 s at most. Rows go after 24 h.
package struct Idempotency: Sendable {
    /// Who asks: the account, or where there is none the admission's session.
    package let principal: String
    /// What is asked: method and path template.
    package let route: String
    /// The key that the client chose.
    package let key: String
    /// The SHA-256 of the body.
    package let digest: [UInt8]

    /// A request under its key; a route with parameters puts them before the body.
    package init(principal: String, route: String, key: String, body: [UInt8]) {
        self.principal = principal
        self.route = route
        self.key = key
        digest = SHA256.digest(of: body.span.bytes)
    }

    /// Runs an effect once, in one transaction with the key, and answers as the first time ever after.
    ///
    /// Only a 2xx is stored: with any other status the transaction commits without the key. What the effect
    /// throws rolls both back. When the connection breaks at the commit, the key itself says whether it
    /// happened.
    package func run<Failure: IdempotencyFailure>(
        in pool: PostgresPool,
        _ effect: (inout PostgresTransaction) async throws(Failure) -> StoredAnswer
    ) async throws(Failure) -> StoredAnswer {
        do throws(Failure) {
            return try await pool.transaction { transaction async throws(Failure) in
                if let stored = try await claim(for: Failure.self, in: &transaction) { return stored }
                let answer = try await effect(&transaction)
                try await keep(answer, for: Failure.self, in: &transaction)
                return answer
            }
        } catch {
            guard let lost = error.postgresError, lost.isOutcomeUnknown,
                let stored = await find(in: pool)
            else { throw error }
            return stored
        }
    }

    /// As the first statement of a transaction: the stored answer, or nil when the effect is to follow.
    ///
    /// After the effect comes `keep`.
    package func claim<Failure: IdempotencyFailure>(
        for failure: Failure.Type, in transaction: inout PostgresTransaction
    ) async throws(Failure) -> StoredAnswer? {
        do throws(PostgresError) {
            let row = try await transaction.query(
                "SELECT * FROM event.idem($1, $2, $3, $4)", names + [.bytes(digest)]
            ).only()
            if try row.bool(0) { return nil }
            if try row.bool(1) { return try Self.stored(row, from: 2) }
        } catch {
            if error.sqlState == .lockNotAvailable { throw .idempotencyKeyInProgress }
            throw Failure(error)
        }
        throw .idempotencyKeyReused
    }

    /// As the last statement of a transaction: keeps the answer of the effect.
    package func keep<Failure: PostgresFailure>(
        _ answer: StoredAnswer, for failure: Failure.Type, in transaction: inout PostgresTransaction
    ) async throws(Failure) {
        do throws(PostgresError) {
            _ = try await transaction.query(
                "SELECT event.idem_answer($1, $2, $3, $4, $5)",
                names + [.int32(Int32(answer.status)), .bytes(answer.body)])
        } catch {
            throw Failure(error)
        }
    }

    /// The key with its answer as one statement of a pipeline.
    ///
    /// For an effect whose answer is known beforehand. When something stands under the key already, the
    /// statement fails with SL010 and with it the whole transaction; `replay` then says what.
    package func statement(_ answer: StoredAnswer) -> PostgresStatement {
        PostgresStatement(
            "SELECT event.idem_once($1, $2, $3, $4, $5, $6)",
            names + [.bytes(digest), .int32(Int32(answer.status)), .bytes(answer.body)])
    }

    /// What stands under the key, for a pipeline that failed with SL010 or has no outcome; nil for nothing.
    package func replay<Failure: IdempotencyFailure>(
        for failure: Failure.Type, in pool: PostgresPool
    ) async throws(Failure) -> StoredAnswer? {
        do throws(PostgresError) {
            let rows = try await pool.query(
                "SELECT * FROM event.idem_find($1, $2, $3, $4)", names + [.bytes(digest)])
            guard let row = rows.first else { return nil }
            if try row.bool(0) { return try Self.stored(row, from: 1) }
        } catch {
            throw Failure(error)
        }
        throw .idempotencyKeyReused
    }

    private func find(in pool: PostgresPool) async -> StoredAnswer? {
        do throws(PostgresError) {
            let rows = try await pool.query(
                "SELECT * FROM event.idem_find($1, $2, $3, $4)", names + [.bytes(digest)])
            guard let row = rows.first, try row.bool(0) else { return nil }
            return try Self.stored(row, from: 1)
        } catch {
            return nil
        }
    }

    private var names: [PostgresValue] { [.text(principal), .text(route), .text(key)] }

    private static func stored(_ row: PostgresRow, from column: Int) throws(PostgresError) -> StoredAnswer {
        StoredAnswer(status: try row.int(column), body: try row.bytes(column + 1), isReplay: true)
    }
}
