internal import Contracts
internal import EventLoop
internal import Events
internal import HTTP
internal import Postgres
internal import ServiceKit
internal import Tokens

/// Redeems tickets: each nonce has one effect and one answer, and a ticket is let through once.
///
/// The ticket's row is locked first, so the scans of one ticket come one after another; those of different
/// tickets never wait for each other.
struct CheckInDesk {
    /// One try as an inspector told it.
    struct Try {
        let ticket: PostgresUUID
        let inspector: PostgresUUID
        let nonce: String
        let checkIn: CheckIn
        /// The SHA-256 of what was asked: another question under the same nonce is a mistake.
        let digest: [UInt8]
        let language: Language
        /// The Idempotency-Key, where the device sent one beside or in place of a nonce of its own.
        let key: Idempotency?
    }

    let pool: PostgresPool

    /// Redeems a ticket; throws 404 for one that is not there and 422 for a nonce of another question.
    func redeem(_ attempt: Try) async throws(ServiceError) -> StoredAnswer {
        guard let key = attempt.key else {
            return try await pool.transaction { transaction throws(ServiceError) in
                try await redeem(attempt, &transaction)
            }
        }
        return try await key.run(in: pool) { transaction throws(ServiceError) in
            try await redeem(attempt, &transaction)
        }
    }

    private func redeem(
        _ attempt: Try, _ transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> StoredAnswer {
        let (ticket, told) = try await look(attempt, &transaction)
        guard let ticket else { throw .notFound }
        if let told {
            guard told.digest == attempt.digest else { throw ServiceError(.idempotencyKeyReused) }
            return told.answer
        }
        let reason = CheckInRule.refusal(of: ticket, attempt.checkIn)
        let answer = try Self.answer(ticket, attempt, reason)
        try await note(attempt, reason, answer, &transaction)
        return answer
    }

    private func look(
        _ attempt: Try, _ transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> (TicketRecord?, (digest: [UInt8], answer: StoredAnswer)?) {
        do throws(PostgresError) {
            let rows = try await transaction.pipeline([
                // Those after it see what was committed while the first waited for the lock.
                PostgresStatement(
                    "SELECT FROM ticket.ticket WHERE id = $1 FOR UPDATE", [.uuid(attempt.ticket)]),
                PostgresStatement(
                    """
                    SELECT t.facts, t.account, t.valid_from, t.valid_until, t.status, t.redeemed_at, p.reason
                    FROM ticket.ticket t JOIN ticket.purchase p USING (booking_order)
                    WHERE t.id = $1
                    """, [.uuid(attempt.ticket)]),
                PostgresStatement(
                    "SELECT digest, status, answer FROM ticket.checkin WHERE ticket = $1 AND nonce = $2",
                    [.uuid(attempt.ticket), .text(attempt.nonce)]),
            ])
            let ticket = try rows[1].first.map { row throws(PostgresError) in try TicketRecord(row) }
            let told = try rows[2].first.map { row throws(PostgresError) in
                (
                    digest: try row.bytes(0),
                    answer: StoredAnswer(status: try row.int(1), body: try row.bytes(2), isReplay: true)
                )
            }
            return (ticket, told)
        } catch {
            throw ServiceError(error)
        }
    }

    private func note(
        _ attempt: Try, _ reason: CheckInReason?, _ answer: StoredAnswer,
        _ transaction: inout PostgresTransaction
    ) async throws(ServiceError) {
        var statements = [
            PostgresStatement(
                """
                INSERT INTO ticket.checkin
                    (ticket, nonce, digest, inspector, forced, scanned_at, reason, status, answer)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                [
                    .uuid(attempt.ticket), .text(attempt.nonce), .bytes(attempt.digest),
                    .uuid(attempt.inspector), .bool(attempt.checkIn.force),
                    attempt.checkIn.scannedAt.value, .optional(reason?.rawValue, PostgresValue.text),
                    .int32(Int32(answer.status)), .bytes(answer.body),
                ])
        ]
        if reason == nil {
            // A revoked ticket stays revoked, however it was used.
            statements.append(
                PostgresStatement(
                    """
                    UPDATE ticket.ticket SET redeemed_at = least(coalesce(redeemed_at, $2), $2),
                        status = CASE status WHEN 'revoked' THEN status ELSE 'redeemed' END WHERE id = $1
                    """, [.uuid(attempt.ticket), attempt.checkIn.scannedAt.value]))
        }
        do throws(PostgresError) {
            _ = try await transaction.pipeline(statements)
        } catch {
            throw ServiceError(error)
        }
    }

    private static func answer(
        _ ticket: TicketRecord, _ attempt: Try, _ reason: CheckInReason?
    ) throws(ServiceError) -> StoredAnswer {
        var model = ticket.model
        if reason == nil {
            model.status = ticket.status == .revoked ? model.status : TicketRecord.Status.redeemed.rawValue
            model.redeemedAt = min(ticket.redeemedAt ?? attempt.checkIn.scannedAt, attempt.checkIn.scannedAt)
        }
        let told = RedeemModel(
            status: reason == nil ? "ok" : "error", reason: reason?.rawValue,
            reasonExplanation: reason?.explanation(attempt.language), ticket: model)
        guard let body = try? WireJSON.encode(told) else { throw .failure("a check-in cannot be written") }
        return StoredAnswer(status: reason == nil ? 201 : 200, body: body)
    }
}
