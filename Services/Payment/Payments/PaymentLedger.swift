internal import Contracts
internal import Postgres

/// What the payment service writes and reads: the only place with SQL about payments.
///
/// Every change is conditional on where the payment stands, so it may be repeated and come in any order.
final class PaymentLedger {
    let pool: PostgresPool

    init(_ pool: PostgresPool) {
        self.pool = pool
    }

    /// The payment of an id, or nil.
    func find(_ id: PostgresUUID) async throws(PostgresError) -> PaymentRow? {
        let sql = SQL(trusted: "SELECT \(PaymentRow.columns) FROM payment.payment WHERE id = $1")
        guard let row = try await pool.query(sql, [.uuid(id)]).first else { return nil }
        return try PaymentRow(row)
    }

    /// Notes the page of the provider's session; the first one stays.
    func note(page: String, of id: PostgresUUID) async throws(PostgresError) -> String {
        let rows = try await pool.query(
            "UPDATE payment.payment SET page = coalesce(page, $2) WHERE id = $1 RETURNING page",
            [.uuid(id), .text(page)])
        return try rows.only().text(0)
    }

    /// What a verdict came to.
    enum Outcome: String, Sendable {
        /// The money is ours, since now.
        case captured
        /// It was before.
        case already
        /// It waits for an operator.
        case review
        /// Another step than the capture.
        case changed
        /// Nothing new.
        case unchanged
        /// There is no such payment.
        case unknown
    }

    /// Brings a payment to what its provider says; webhook, return page and reconciler all end here.
    func record(_ verdict: ProviderVerdict, of payment: PaymentRow) async throws(PostgresError) -> Outcome {
        switch verdict {
        case .open: return .unchanged
        case .processing: return try await move(payment.id, .processing, nil)
        case .failed(let reason): return try await move(payment.id, .failed, String(reason.prefix(200)))
        case .canceled: return try await move(payment.id, .canceled, nil)
        case .paid(let receipt) where receipt.isRisky: return try await hold(payment.id, receipt)
        case .paid(let receipt): return try await capture(payment.id, receipt)
        }
    }

    /// Takes money that is there, whatever was risky about it.
    func capture(
        _ id: PostgresUUID, _ receipt: ProviderVerdict.Receipt
    ) async throws(PostgresError) -> Outcome {
        let word = try await pool.query(
            "SELECT payment.capture($1, $2, $3, $4)",
            [.uuid(id), .int64(receipt.amount), .text(receipt.currency), .text(receipt.reference)]
        ).only().text(0)
        return Outcome(rawValue: word) ?? .unknown
    }

    private func hold(
        _ id: PostgresUUID, _ receipt: ProviderVerdict.Receipt
    ) async throws(PostgresError) -> Outcome {
        let rows = try await pool.query(
            """
            UPDATE payment.payment SET status = 'review', reference = $2, error = 'risky', check_at = NULL
            WHERE id = $1 AND status NOT IN ('captured', 'review')
            """, [.uuid(id), .text(receipt.reference)])
        return rows.affected > 0 ? .review : .unchanged
    }

    private func move(
        _ id: PostgresUUID, _ next: PaymentStatus, _ error: String?
    ) async throws(PostgresError) -> Outcome {
        let from = PaymentStatus.allCases.filter { $0.mayBecome(next) }.map(\.rawValue)
        let rows = try await pool.query(
            "UPDATE payment.payment SET status = $2, error = $3 WHERE id = $1 AND status = ANY ($4)",
            [.uuid(id), .text(next.rawValue), .optional(error) { .text($0) }, .textArray(from)])
        return rows.affected > 0 ? .changed : .unchanged
    }

    /// Leases payments about which the provider is to be asked, the longest due first.
    ///
    /// The next question comes after `every`, then twice as long each time up to an hour; after three days
    /// nobody asks any more.
    func leaseDue(every: Duration, limit: Int) async throws(PostgresError) -> [PaymentRow] {
        let sql = SQL(
            trusted: """
                UPDATE payment.payment SET checks = checks + 1, check_at =
                    CASE WHEN created_at > clock_timestamp() - interval '3 days' THEN clock_timestamp()
                        + least(3600, $1 * power(2, least(checks, 20))) * interval '1 second' END
                WHERE id IN (SELECT id FROM payment.payment WHERE check_at <= now()
                    ORDER BY check_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                RETURNING \(PaymentRow.columns)
                """)
        var payments: [PaymentRow] = []
        for row in try await pool.query(sql, [.double(every.inSeconds), .int32(Int32(clamping: limit))]) {
            payments.append(try PaymentRow(row))
        }
        return payments
    }

    /// Notes that a notice came and what it led to; one that comes again is counted.
    func note(
        _ notice: NoticeReading, from provider: ProviderName, payment: PostgresUUID?, outcome: Outcome
    ) async throws(PostgresError) {
        _ = try await pool.query(
            """
            INSERT INTO payment.receipt (provider, id, payment, outcome) VALUES ($1, $2, $3, $4)
            ON CONFLICT (provider, id) DO UPDATE SET seen = receipt.seen + 1
            """,
            [
                .text(provider.rawValue), .text(String(notice.id.prefix(200))),
                .optional(payment) { .uuid($0) }, .text(outcome.rawValue),
            ])
    }

    /// Removes the records of notices after a month, a bounded piece a call.
    func tidy() async throws(PostgresError) {
        _ = try await pool.query(
            """
            DELETE FROM payment.receipt WHERE (provider, id) IN (SELECT provider, id FROM payment.receipt
                WHERE received_at < now() - interval '30 days' ORDER BY received_at LIMIT 1000)
            """)
    }
}
