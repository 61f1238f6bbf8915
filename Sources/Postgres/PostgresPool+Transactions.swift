import EventLoop

extension PostgresPool {
    /// Runs a function as one transaction: commits when it returns, rolls back when it throws.
    ///
    /// The function may run several times: after 40001 and 40P01 all of it is tried again, at most `retries`
    /// times, so it must do nothing that the rollback does not undo. The connection goes back when nothing is
    /// open on it, whatever happens, cancellation included. An error with `isOutcomeUnknown` says that the
    /// connection was lost while it committed. The function says what it throws, as in
    /// `{ transaction throws(PostgresError) in … }`; a service's own error may stand there too.
    package func transaction<Value, Failure: PostgresFailure>(
        _ isolation: PostgresIsolation = .readCommitted, retries: Int = 2,
        _ body: (inout PostgresTransaction) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await again(retries) { () throws(Failure) in
            try await self.attempt(isolation, body)
        }
    }

    private func attempt<Value, Failure: PostgresFailure>(
        _ isolation: PostgresIsolation, _ body: (inout PostgresTransaction) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await withConnection { connection throws(Failure) in
            var transaction = PostgresTransaction(connection, begin: isolation.begin)
            do throws(Failure) {
                let value = try await body(&transaction)
                do throws(PostgresError) {
                    try await transaction.end()
                } catch {
                    throw Failure(error)
                }
                return value
            } catch {
                await transaction.undo()
                throw error
            }
        }
    }
}
