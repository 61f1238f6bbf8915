import Booking
import Postgres
import Testing

extension BookingBench {
    /// A captured payment of an order, of its own amount or another.
    func pay(_ order: PostgresUUID, amount: Int64? = nil) async throws -> PostgresUUID {
        let id = PostgresUUID.random()
        _ = try await owner.query(
            """
            INSERT INTO payment.payment (id, order_id, amount)
            SELECT $1, id, coalesce($3, amount) FROM booking.booking_order WHERE id = $2
            """, [.uuid(id), .uuid(order), .optional(amount) { .int64($0) }])
        return id
    }

    /// What booking makes of a captured payment, once Redis knows it too.
    @discardableResult
    func confirm(_ payment: PostgresUUID, currency: String = "BDT") async throws -> String {
        let rows = try await pool.pipeline([
            PostgresStatement(
                "SELECT * FROM booking.confirm($1, $2)", [.uuid(payment), .text(currency)])
        ])[0]
        let outcome = try #require(rows.first).text(0)
        var changes: [HoldStanding] = []
        for row in rows where try !row.isNull(1) { changes.append(try HoldStanding(row, from: 1)) }
        await inventory.tell(changes)
        return outcome
    }

    /// What an order costs, as the payment service learns it.
    func startPayment(
        _ order: PostgresUUID, _ account: PostgresUUID, _ admission: String = "session-1"
    ) async throws -> Int64 {
        try await owner.query(
            "SELECT amount FROM booking.start_payment($1, $2, $3)",
            [.uuid(order), .uuid(account), .text(admission)]
        ).only().int64(0)
    }

    /// How a start of payment is refused.
    func startError(
        _ order: PostgresUUID, _ account: PostgresUUID, _ admission: String = "session-1"
    ) async -> String? {
        do {
            _ = try await startPayment(order, account, admission)
            return nil
        } catch {
            return (error as? PostgresError)?.sqlState?.code
        }
    }

    /// Gives an order's tickets back.
    func cancel(
        _ order: PostgresUUID, _ account: PostgresUUID, refund: Int64, evenUsed: Bool = false
    ) async throws {
        let rows = try await pool.pipeline([
            PostgresStatement(
                "SELECT * FROM booking.cancel_order($1, $2, 'confirmed', $3, $4)",
                [.uuid(order), .uuid(account), .int64(refund), .bool(evenUsed)])
        ])[0]
        await inventory.tell(try rows.map { row in try HoldStanding(row) })
    }

    /// Ends every order and hold, so that the seats are free again.
    func endEverything() async throws {
        try await change(
            """
            UPDATE booking.booking_order SET status = 'cancelled', refund = CASE
                WHEN paid_by IS NOT NULL THEN amount END
            WHERE status IN ('pending', 'confirmed')
            """)
        try await change(
            """
            SELECT payment.refund(p.id, p.amount - p.refunded, 'the end') FROM payment.payment p
            WHERE p.refunded < p.amount
                AND EXISTS (SELECT FROM booking.booking_order o WHERE o.paid_by = p.id)
            """)
        try await change("UPDATE booking.hold SET status = 'released' WHERE status = 'held'")
        try await change("UPDATE booking.hold SET status = 'cancelled' WHERE status = 'sold'")
    }
}
