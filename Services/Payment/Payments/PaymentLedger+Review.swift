internal import Postgres

extension PaymentLedger {
    /// The payment of an id as a transaction sees it.
    func find<Failure: PostgresFailure>(
        _ id: PostgresUUID, for failure: Failure.Type, in transaction: inout PostgresTransaction
    ) async throws(Failure) -> PaymentRow? {
        do throws(PostgresError) {
            let sql = SQL(trusted: "SELECT \(PaymentRow.columns) FROM payment.payment WHERE id = $1")
            guard let row = try await transaction.query(sql, [.uuid(id)]).first else { return nil }
            return try PaymentRow(row)
        } catch {
            throw Failure(error)
        }
    }

    /// An operator takes money that waits for review, or gives it back; false when it does not wait.
    func decide(
        accepts: Bool, _ id: PostgresUUID, _ receipt: ProviderVerdict.Receipt,
        in transaction: inout PostgresTransaction
    ) async throws(PostgresError) -> Bool {
        guard accepts else {
            return try await transaction.query(
                "SELECT payment.refuse($1, $2, $3)",
                [.uuid(id), .int64(receipt.amount), .text(receipt.reference)]
            ).only().bool(0)
        }
        let word = try await transaction.query(
            "SELECT payment.capture($1, $2, $3, $4)",
            [.uuid(id), .int64(receipt.amount), .text(receipt.currency), .text(receipt.reference)]
        ).only().text(0)
        return word == "captured"
    }
}
