import Booking
import Postgres
import Testing

extension BookingBench {
    /// Holds each seat of the first coach, whole way, each for an account of its own.
    func sellOut() async throws -> [HoldAttempt] {
        var attempts: [HoldAttempt] = []
        for seat in 0..<10 {
            let attempt = try attempt([seat])
            _ = try await inventory.hold(attempt)
            attempts.append(attempt)
        }
        return attempts
    }

    /// Somebody joins the waitlist of the first coach's class.
    func wait(
        _ start: Int = 0, _ end: Int = 10, seats: Int, account: PostgresUUID = .random()
    ) async throws -> PostgresUUID {
        let id = PostgresUUID.random()
        let rows = try await pool.pipeline([
            PostgresStatement(
                "SELECT * FROM booking.join_waitlist($1, 'T-1', $2, $3, $4, 'snigdha', 10000, $5, 'bn')",
                [
                    .uuid(id), .int32(Int32(start)), .int32(Int32(end)), .int32(Int32(seats)),
                    .uuid(account),
                ])
        ])[0]
        await inventory.tell(try rows.map { row in try HoldStanding(row) })
        return id
    }

    /// What became of some waiters.
    func waiters(_ ids: [PostgresUUID]) async throws -> [String] {
        let rows = try await owner.query(
            "SELECT status FROM booking.waitlist WHERE id = ANY ($1) ORDER BY array_position($1, id)",
            [.uuidArray(ids)])
        return try rows.map { row in try row.text(0) }
    }

    /// The hold that a waiter was offered.
    func offer(to waiter: PostgresUUID) async throws -> PostgresUUID? {
        try await owner.query("SELECT hold FROM booking.waitlist WHERE id = $1", [.uuid(waiter)])
            .only().optionalUUID(0)
    }

    /// An order of an offer, by its owner in whatever session.
    func orderOffer(_ hold: PostgresUUID) async throws -> PostgresUUID {
        let id = PostgresUUID.random()
        let account = try await owner.query(
            "SELECT account FROM booking.hold WHERE id = $1", [.uuid(hold)])
        _ = try await pool.query(
            "SELECT * FROM booking.place_order($1, $2, $3, $4, 'later', '+8801', NULL, 'bn', $5, $6)",
            [
                .uuid(id), .uuid(hold), .uuid(uuid5(hold, "again")), .uuid(try account.only().uuid(0)),
                .textArray(["Rahim"]), .textArray([""]),
            ])
        return id
    }

    /// The owner lets go of a hold.
    func release(_ attempt: HoldAttempt) async throws {
        await inventory.tell(
            try await ledger.release(
                attempt.id, account: attempt.account, admission: attempt.admission))
    }

    /// A waiter leaves.
    func leave(_ waiter: PostgresUUID) async throws {
        let account = try await owner.query(
            "SELECT account FROM booking.waitlist WHERE id = $1", [.uuid(waiter)])
        await inventory.tell(
            try await ledger.leaveWaitlist(waiter, account: try account.only().uuid(0)))
    }
}
