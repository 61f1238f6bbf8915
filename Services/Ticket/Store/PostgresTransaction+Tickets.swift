internal import Contracts
internal import Postgres
internal import ServiceKit

/// The statements on the schema `ticket` that belong to one transaction.
///
/// Rows are locked purchase → tickets (by id) → revocation count.
extension PostgresTransaction {
    /// Makes or locks an order's row; the reason if its tickets were revoked before they were issued.
    mutating func begin(
        _ order: TicketOrder, issuedAt: Timestamp
    ) async throws(PostgresError) -> (isRevoked: Bool, reason: String?) {
        let row = try await query(
            """
            INSERT INTO ticket.purchase (booking_order, account, language, phone, email, issued_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (booking_order) DO UPDATE SET account = excluded.account,
                language = excluded.language, phone = excluded.phone, email = excluded.email,
                issued_at = coalesce(purchase.issued_at, excluded.issued_at)
            RETURNING revoked_at IS NOT NULL, reason
            """,
            [
                .uuid(order.order), .uuid(order.account), .text(order.language.rawValue),
                .optional(order.contact.phone.map { String($0.prefix(100)) }, PostgresValue.text),
                .optional(order.contact.email.map { String($0.prefix(320)) }, PostgresValue.text),
                issuedAt.value,
            ]
        ).only()
        return (try row.bool(0), try row.optionalText(1))
    }

    /// Keeps tickets; those that are there stay as they are.
    mutating func keep(_ drafts: [TicketDraft], of account: PostgresUUID) async throws(PostgresError) {
        var statements: [PostgresStatement] = []
        for draft in drafts {
            let facts = draft.facts
            guard let json = try? WireJSON.encode(facts) else {
                throw PostgresError(.unexpectedValue, "a ticket's facts cannot be written")
            }
            statements.append(
                PostgresStatement(
                    """
                    INSERT INTO ticket.ticket (id, booking_order, account, seat, price, currency, facts,
                        valid_from, valid_until, issued_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8) ON CONFLICT (id) DO NOTHING
                    """,
                    [
                        .uuid(facts.ticket), .uuid(facts.order), .uuid(account), .text(facts.seat),
                        .int64(facts.price.minor), .text(facts.currency),
                        .json(String(decoding: json, as: UTF8.self)), draft.validFrom.value,
                        draft.validUntil.value,
                    ]))
        }
        _ = try await pipeline(statements)
    }

    /// Makes an order's tickets worth nothing, those to come as well; how many that changed.
    mutating func revoke(order: PostgresUUID, reason: String) async throws(PostgresError) -> Int {
        _ = try await query(
            """
            INSERT INTO ticket.purchase (booking_order, revoked_at, reason)
            VALUES ($1, clock_timestamp(), $2)
            ON CONFLICT (booking_order) DO UPDATE SET
                revoked_at = coalesce(purchase.revoked_at, excluded.revoked_at),
                reason = coalesce(purchase.reason, excluded.reason)
            """, [.uuid(order), .text(String(reason.prefix(200)))])
        return try await revokeTickets(of: order)
    }

    /// Revokes the tickets of an order whose row this transaction has locked.
    mutating func revokeTickets(of order: PostgresUUID) async throws(PostgresError) -> Int {
        let rows = try await query(
            """
            SELECT id FROM ticket.ticket WHERE booking_order = $1 AND status <> 'revoked'
            ORDER BY id FOR UPDATE
            """, [.uuid(order)])
        if rows.isEmpty { return 0 }
        var ids: [PostgresUUID] = []
        for row in rows { ids.append(try row.uuid(0)) }
        _ = try await query(
            """
            WITH counted AS (
                UPDATE ticket.revocation SET number = number + cardinality($1::uuid[]),
                    changed_at = clock_timestamp() RETURNING number
            )
            UPDATE ticket.ticket t SET status = 'revoked',
                revoked_number = counted.number - cardinality($1::uuid[]) + place
            FROM counted, unnest($1::uuid[]) WITH ORDINALITY AS listed (id, place)
            WHERE t.id = listed.id
            """, [.uuidArray(ids)])
        return ids.count
    }
}
