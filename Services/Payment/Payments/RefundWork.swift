internal import Events
internal import Postgres

/// The consumer `payment.refund`: asks the provider to give money back, then notes that it did.
///
/// The provider is asked before the transaction, under the refund's own name, so that a death in between
/// makes it asked again for the same refund and never for a second one.
final class RefundWork: EventWork {
    private let settlement: Settlement

    init(_ settlement: Settlement) {
        self.settlement = settlement
    }

    /// What the provider said of a refund.
    struct Answer {
        let provider: ProviderName
        let reference: String
    }

    /// A provider has eight seconds for each of two questions.
    var outsideTime: Duration? { .seconds(20) }

    /// The provider's number for the refund; nil where it is done already.
    func outside(_ event: Event) async throws(EventFailure) -> Answer? {
        guard let refund = try await find(event), !refund.isDone else { return nil }
        guard let provider = settlement.provider(refund.payment.provider) else {
            throw .later("\(refund.payment.provider.rawValue) is not set up")
        }
        let name = TransactionName.text((refund.id.high, refund.id.low))
        let verdict: RefundVerdict
        do throws(ProviderError) {
            verdict = try await provider.refund(
                name, of: refund.payment, amount: refund.amount, known: refund.reference)
        } catch .unavailable(let reason) {
            throw .later(reason)
        } catch {
            throw .poison("\(error)")
        }
        switch verdict {
        case .done(let reference):
            return Answer(provider: refund.payment.provider, reference: reference)
        case .processing(let reference):
            try await note(reference, of: refund.id)
            throw .later("the provider works on it")
        case .refused(let reason): throw .poison("the provider refuses the refund: \(reason)")
        }
    }

    func apply(
        _ event: Event, _ answer: Answer?, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) -> ProviderName? {
        guard let answer, let id = PostgresUUID(event.about) else { return nil }
        do throws(PostgresError) {
            let rows = try await transaction.query(
                """
                UPDATE payment.refund SET status = 'succeeded', reference = $2, done_at = clock_timestamp()
                WHERE id = $1 AND status = 'pending' RETURNING payment, amount
                """, [.uuid(id), .text(answer.reference)])
            guard let row = rows.first else { return nil }
            _ = try await transaction.query(
                """
                SELECT event.tell('payment.refunded', $1, jsonb_build_object(
                    'refund', $1::text, 'payment', $2::uuid, 'amount', $3::bigint))
                """, [.text("\(id)"), .uuid(try row.uuid(0)), .int64(try row.int64(1))])
            return answer.provider
        } catch {
            throw .database(error)
        }
    }

    func committed(_ event: Event, _ provider: ProviderName?) async {
        if let provider { settlement.refunded(provider) }
    }

    private struct Found {
        let id: PostgresUUID
        let amount: Int64
        let isDone: Bool
        let reference: String?
        let payment: PaymentRow
    }

    private func find(_ event: Event) async throws(EventFailure) -> Found? {
        guard let id = PostgresUUID(event.about) else { throw .poison("about is not a refund's id") }
        do throws(PostgresError) {
            let rows = try await settlement.ledger.pool.query(
                "SELECT payment, amount, status = 'succeeded', reference FROM payment.refund WHERE id = $1",
                [.uuid(id)])
            guard let row = rows.first, let payment = try await settlement.ledger.find(try row.uuid(0)) else {
                return nil
            }
            return Found(
                id: id, amount: try row.int64(1), isDone: try row.bool(2),
                reference: try row.optionalText(3), payment: payment)
        } catch {
            throw .database(error)
        }
    }

    private func note(_ reference: String, of id: PostgresUUID) async throws(EventFailure) {
        do throws(PostgresError) {
            _ = try await settlement.ledger.pool.query(
                "UPDATE payment.refund SET reference = $2 WHERE id = $1", [.uuid(id), .text(reference)])
        } catch {
            throw .database(error)
        }
    }
}
