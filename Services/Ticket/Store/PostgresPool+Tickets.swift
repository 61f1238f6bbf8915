internal import Contracts
internal import EventLoop
internal import Postgres

/// What is read of the schema `ticket`, each in one statement.
extension PostgresPool {
    /// A ticket, or nil.
    func ticket(_ id: PostgresUUID) async throws(PostgresError) -> TicketRecord? {
        let rows = try await query(
            """
            SELECT t.facts, t.account, t.valid_from, t.valid_until, t.status, t.redeemed_at, p.reason
            FROM ticket.ticket t JOIN ticket.purchase p USING (booking_order) WHERE t.id = $1
            """, [.uuid(id)])
        guard let row = rows.first else { return nil }
        return try TicketRecord(row)
    }

    /// The tickets of an order that were not revoked, by seat, and whom to tell of them.
    func purchase(_ order: PostgresUUID) async throws(PostgresError) -> PurchaseRecord? {
        let rows = try await query(
            """
            SELECT t.facts, t.account, t.valid_from, t.valid_until, t.status, t.redeemed_at, p.reason,
                p.language, p.phone, p.email
            FROM ticket.ticket t JOIN ticket.purchase p USING (booking_order)
            WHERE p.booking_order = $1 AND t.status <> 'revoked' ORDER BY t.seat LIMIT 64
            """, [.uuid(order)])
        guard let first = rows.first else { return nil }
        var tickets: [TicketRecord] = []
        for row in rows { tickets.append(try TicketRecord(row)) }
        return PurchaseRecord(
            order: order, tickets: tickets,
            language: Language(rawValue: try first.optionalText(7) ?? "") ?? .english,
            phone: try first.optionalText(8), email: try first.optionalText(9))
    }

    /// The revocations after a number, in their order, and the number of the last of all.
    ///
    /// Tickets that are over are left out: nobody lets them through anyway.
    func revocations(
        after number: Int64, limit: Int
    ) async throws(PostgresError) -> (last: Int64, tickets: [(number: Int64, id: PostgresUUID)]) {
        let rows = try await query(
            """
            SELECT r.number, t.revoked_number, t.id FROM ticket.revocation r
            LEFT JOIN LATERAL (
                SELECT revoked_number, id FROM ticket.ticket
                WHERE revoked_number > $1 AND valid_until > clock_timestamp()
                ORDER BY revoked_number LIMIT $2
            ) t ON true ORDER BY t.revoked_number
            """, [.int64(number), .int64(Int64(limit))])
        var last: Int64 = 0
        var tickets: [(number: Int64, id: PostgresUUID)] = []
        for row in rows {
            last = try row.int64(0)
            guard let number = try row.optionalInt64(1) else { continue }
            tickets.append((number, try row.uuid(2)))
        }
        return (last, tickets)
    }

    /// The number of the last revocation of all.
    func lastRevocation() async throws(PostgresError) -> Int64 {
        try await query("SELECT number FROM ticket.revocation").only().int64(0)
    }
}
