import Booking
import EventLoop
import Postgres
import Redis
import Testing

extension BookingBench {
    /// Lets the time of a hold be over in Postgres.
    func makeDue(_ id: PostgresUUID) async throws {
        try await change(
            "UPDATE booking.hold SET expires_at = clock_timestamp() - interval '1 s' WHERE id = '\(id)'")
    }

    /// Lets every deadline in Redis be over.
    func passDeadlines() async throws {
        let ids = try await redis.command("ZRANGE", "inv:{T-1}:due", 0, -1).elements ?? []
        for id in ids.compactMap(\.bytes) {
            _ = try await redis.command("ZADD", "inv:{T-1}:due", "XX", 1, .bytes(id))
        }
    }

    /// Lets the right of a loader who died be over, as it is after five seconds.
    func passLock() async throws {
        _ = try await redis.command("DEL", "inv:{T-1}:lock")
    }

    /// Waits until both pools stand again, for ten seconds at most.
    func reconnected() async throws {
        for pool in [pool, owner] {
            for _ in 0..<1000 where pool.state != .connected {
                _ = await Parking(reactor).park(reactor, atMost: .milliseconds(10))
            }
            #expect(pool.state == .connected)
        }
    }

    /// Ends everything and empties Redis, as a new trip would be.
    func reset() async throws {
        try await endEverything()
        _ = try await redis.command("FLUSHALL")
    }

    /// What became of a hold.
    func status(of id: PostgresUUID) async throws -> String? {
        let rows = try await owner.query("SELECT status FROM booking.hold WHERE id = $1", [.uuid(id)])
        return try rows.first?.text(0)
    }

    /// Makes an order of a hold, with a passenger a seat.
    @discardableResult
    func order(_ attempt: HoldAttempt) async throws -> PostgresUUID {
        let id = PostgresUUID.random()
        _ = try await pool.query(
            "SELECT * FROM booking.place_order($1, $2, $3, $4, 'session-1', '+8801', 'a@b.c', 'bn', $5, $6)",
            [
                .uuid(id), .uuid(attempt.id), .uuid(uuid5(attempt.id, "again")), .uuid(attempt.account),
                .textArray(attempt.seats.map { "Passenger \($0)" }),
                .textArray(attempt.seats.map { "N-\($0)" }),
            ])
        return id
    }

    /// What became of an order.
    func orderStatus(_ id: PostgresUUID) async throws -> String? {
        let rows = try await owner.query(
            "SELECT status FROM booking.booking_order WHERE id = $1", [.uuid(id)])
        return try rows.first?.text(0)
    }
}

extension BookingBench {
    /// Frees a claim in Redis; from the moment of the call others may have its seats.
    func free(_ claim: SeatClaim, _ owners: SeatRaceTests.Owners) async throws {
        owners.free(claim)
        try await seats.release(claim.id, trip: "T-1")
    }

    /// Ends a hold, by its owner or by the sweeper; from the moment of the call others may have its seats.
    func end(
        _ attempt: HoldAttempt, _ owners: SeatRaceTests.Owners, byExpiry: Bool
    ) async throws {
        owners.free(attempt.claim)
        if byExpiry {
            try await makeDue(attempt.id)
            await inventory.tell(try await ledger.expire(attempt.id))
        } else {
            let rows = try await pool.query(
                "SELECT * FROM booking.release_hold($1, $2, 'session-1')",
                [.uuid(attempt.id), .uuid(attempt.account)])
            await inventory.tell(try rows.map { row in try HoldStanding(row) })
        }
    }
}
