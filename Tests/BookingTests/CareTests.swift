import EventLoop
import Postgres
import Redis
import TestKit
import Testing

@testable import Booking

@Suite("Sweeper and reconciler") struct CareTests {
    @Test("a due hold expires in both stores, and its pending order lapses with it") func expiry()
        async throws
    {
        try await BookingBench.run { _, bench in
            let kept = try bench.attempt([1])
            let due = try bench.attempt([2, 3])
            for attempt in [kept, due] { _ = try await bench.inventory.hold(attempt) }
            let order = try await bench.order(due)
            try await bench.makeDue(due.id)
            #expect(try await bench.inventory.expireDueHolds() == 1)
            #expect(try await bench.inventory.expireDueHolds() == 0)
            #expect(try await bench.status(of: due.id) == "expired")
            #expect(try await bench.status(of: kept.id) == "held")
            #expect(try await bench.orderStatus(order) == "lapsed")
            try await bench.expectAgreement()
        }
    }

    @Test("looking for due holds reads none that is not due") func dueByIndex() async throws {
        try await BookingBench.run { _, bench in
            var plan = ""
            try await bench.owner.transaction { transaction throws(PostgresError) in
                // So few rows would be read one after the other.
                _ = try await transaction.query("SET LOCAL enable_seqscan = off")
                _ = try await transaction.query("SET LOCAL enable_bitmapscan = off")
                for row in try await transaction.query(
                    SQL(trusted: "EXPLAIN \(PostgresLedger.due.text)"), [.int64(9)])
                {
                    plan += try row.text(0) + "\n"
                }
            }
            #expect(plan.contains("Index Cond: (expires_at <="), "\(plan)")
        }
    }

    @Test("an attempt that died before Postgres is free after its deadline, and not before")
    func deadAttempt() async throws {
        try await BookingBench.run { _, bench in
            try await bench.inventory.warm(trip: "T-1")
            let attempt = try bench.attempt([4])
            #expect(try await bench.seats.hold(attempt.claim, trip: "T-1") == .granted)
            try await bench.inventory.settleDueIDs(trips: ["T-1"])
            try await bench.inventory.reconcile(trip: "T-1")
            #expect(try await bench.redisWords()?[4] == 1023, "it may still be on its way")
            try await bench.passDeadlines()
            try await bench.inventory.settleDueIDs(trips: ["T-1"])
            #expect(try await bench.status(of: attempt.id) == "void")
            try await bench.expectAgreement()
        }
    }

    @Test("a hold whose put was lost keeps its seats past the attempt's deadline") func lostPut() async throws
    {
        try await BookingBench.run { _, bench in
            try await bench.inventory.warm(trip: "T-1")
            let attempt = try bench.attempt([4])
            #expect(try await bench.seats.hold(attempt.claim, trip: "T-1") == .granted)
            _ = try await bench.ledger.place(attempt)
            try await bench.passDeadlines()
            try await bench.inventory.settleDueIDs(trips: ["T-1"])
            #expect(try await bench.status(of: attempt.id) == "held")
            try await bench.expectAgreement()
            #expect(try await bench.seats.due(trips: ["T-1"], limit: 9).isEmpty)
        }
    }

    @Test("bits and ids that only one of them has are mended, whoever has them") func drift() async throws {
        try await BookingBench.run { _, bench in
            let attempts = try (0..<6).map { try bench.attempt([$0 * 2, $0 * 2 + 1], $0, $0 + 3) }
            for attempt in attempts { _ = try await bench.inventory.hold(attempt) }
            try await bench.seats.release(attempts[0].id.bytes, trip: "T-1")
            _ = try await bench.pool.query(
                "SELECT booking.release_hold($1, $2, 'session-1')",
                [.uuid(attempts[1].id), .uuid(attempts[1].account)])
            _ = try await bench.redis.command("SETRANGE", "inv:{T-1}:seats", 16, .bytes([255, 3, 0, 0]))
            _ = try await bench.redis.command("SETRANGE", "inv:{T-1}:seats", 40, .bytes([0, 0, 0, 0]))
            try await bench.inventory.reconcile(trip: "T-1")
            try await bench.expectAgreement()
            #expect(try await bench.redisWords()?[0] == 7)
        }
    }

    @Test("Redis that lost everything is loaded again") func flushed() async throws {
        try await BookingBench.run { _, bench in
            for seat in 0..<8 { _ = try await bench.inventory.hold(bench.attempt([seat], 1, 4)) }
            _ = try await bench.redis.command("FLUSHALL")
            try await bench.inventory.reconcile(trip: "T-1")
            try await bench.expectAgreement()
        }
    }

    @Test("a caretaker does all of it by itself, and forgets trips that are over") func caretaker()
        async throws
    {
        try await BookingBench.run { _, bench in
            _ = try await bench.inventory.hold(bench.attempt([1]))
            let due = try bench.attempt([2])
            _ = try await bench.inventory.hold(due)
            try await bench.makeDue(due.id)
            _ = try await bench.redis.command("SET", "inv:{old}:seats", "x")
            try await bench.change(
                """
                INSERT INTO booking.trip VALUES ('old', '701', current_date - 2, 3,
                    current_timestamp - interval '2 days', current_timestamp - interval '30 hours')
                """)
            var expired = 0
            let caretaker = Caretaker(bench.inventory, log: bench.log) { expired += $0 }
            for _ in 0..<30 { await caretaker.tick() }
            #expect(expired == 1)
            #expect(try await bench.status(of: due.id) == "expired")
            #expect(try await bench.redis.command("EXISTS", "inv:{old}:seats") == .integer(0))
            try await bench.expectAgreement()
        }
    }

    @Test(
        "a process that breaks between any two steps leaves nothing that is not mended",
        arguments: Fuse.Break.allCases)
    func breaks(kind: Fuse.Break) async throws {
        try await BookingBench.run { _, bench in
            var seen: Set<String> = []
            for call in 1...20 {
                let fuse = Fuse(kind, at: call)
                try await bench.reset()
                try await Self.work(bench, fuse)
                seen.formUnion(fuse.calls)
                if !fuse.hasBlown { break }
                try await bench.passLock()
                try await bench.passDeadlines()
                try await bench.inventory.settleDueIDs(trips: ["T-1"])
                try await bench.inventory.reconcile(trip: "T-1")
                try await bench.expectAgreement("\(kind) at \(fuse.calls)")
            }
            for name in ["hold", "lock", "load", "place", "put", "release", "settle", "expire", "tell"] {
                #expect(seen.contains(name), "\(name)")
            }
        }
    }

    /// One process' work: a hold on a cold trip, one that meets a seat that only Postgres knows, an expiry,
    /// late money.
    private static func work(_ bench: BookingBench, _ fuse: Fuse) async throws {
        let inventory = Inventory(
            ledger: BreakingLedger(bench.ledger, fuse), seats: BreakingSeats(bench.seats, fuse),
            reactor: bench.reactor)
        let first = try bench.attempt([0, 1, 2], 2, 8)
        let isHeld = await succeeds { _ = try await inventory.hold(first) }
        try await bench.passLock()
        let hidden = try bench.attempt([6], 0, 4)
        if await succeeds({ _ = try await bench.inventory.hold(hidden) }) {
            try await bench.seats.release(hidden.id.bytes, trip: "T-1")
        }
        _ = await succeeds { _ = try await inventory.hold(bench.attempt([5, 6], 3, 5)) }
        if isHeld { try await bench.makeDue(first.id) }
        _ = await succeeds { try await inventory.expireDueHolds() }
        let late = try bench.attempt([8, 9])
        guard await succeeds({ _ = try await bench.inventory.hold(late) }) else { return }
        let order = try await bench.order(late)
        try await bench.makeDue(late.id)
        let rows = try await bench.pool.query(
            "SELECT * FROM booking.confirm($1, 'BDT')", [.uuid(try await bench.pay(order))])
        await inventory.tell(try rows.map { row in try HoldStanding(row, from: 1) })
    }

    @Test(
        "Postgres killed in the middle of holds: what was answered stands, the rest is free, and it goes on")
    func killed() async throws {
        let postgres = try PrivatePostgres(isDurable: true)
        try await BookingBench.run(on: postgres) { _, bench in
            try await bench.inventory.warm(trip: "T-1")
            let attempts = try (0..<20).map { try bench.attempt([$0]) }
            var made: [PostgresUUID] = []
            var isLocked = false
            // The second ten are on their way together, and one of them waits for a seat, when it dies.
            let killer = LoopJob {
                try? await bench.owner.transaction { transaction throws(PostgresError) in
                    _ = try await transaction.query(
                        "SELECT FROM booking.seat WHERE trip = 'T-1' AND number = 15 FOR UPDATE")
                    isLocked = true
                    while try await transaction.query("SELECT FROM pg_locks WHERE NOT granted").count == 0 {}
                    postgres.kill()
                }
            }
            _ = try #require(bench.reactor.runners.start(killer))
            try await bench.concurrently(20) { number in
                while number >= 10, made.count < 10 || !isLocked {
                    _ = await Parking(bench.reactor).park(bench.reactor, atMost: .milliseconds(1))
                }
                do {
                    _ = try await bench.inventory.hold(attempts[number])
                    made.append(attempts[number].id)
                } catch HoldRefusal.unavailable {}
            }
            // Nobody among those got an answer, unless they had left before the others.
            #expect((10..<20).contains(made.count), "\(made.count)")
            try postgres.start()
            try await bench.reconnected()
            for id in made { #expect(try await bench.status(of: id) == "held") }
            try await bench.passDeadlines()
            try await bench.inventory.settleDueIDs(trips: ["T-1"])
            try await bench.expectAgreement()
            for attempt in attempts where try await bench.status(of: attempt.id) != "held" {
                _ = try await bench.inventory.hold(bench.attempt(attempt.seats))
            }
            try await bench.expectAgreement()
        }
    }

    private static func succeeds(_ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
            return true
        } catch {
            return false
        }
    }
}
