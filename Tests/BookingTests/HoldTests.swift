import Booking
import EventLoop
import Postgres
import Redis
import Settings
import TestKit
import Testing

@Suite("Holding seats") struct HoldTests {
    @Test("a hold stands in Postgres and in Redis, and its answer says until when") func granted()
        async throws
    {
        try await BookingBench.run { _, bench in
            let attempt = try bench.attempt([0, 1], 2, 5)
            let outcome = try await bench.inventory.hold(attempt)
            let text = String(decoding: outcome.answer, as: UTF8.self)
            #expect(text.hasPrefix(#"{"id":"\#(attempt.id)","fencing":1,"expires_at":"20"#))
            #expect(text.hasSuffix(#"Z"}"#))
            let words = try await bench.postgresWords()
            #expect(words[0] == 0b11100 && words[1] == 0b11100 && words[2] == 0)
            try await bench.expectAgreement()
            let left = try await bench.number(
                "SELECT extract(epoch FROM expires_at - clock_timestamp())::int FROM booking.hold")
            #expect((295...300).contains(left))
        }
    }

    @Test("who comes late is refused by Redis alone, and told which seats") func refused() async throws {
        try await BookingBench.run { _, bench in
            _ = try await bench.inventory.hold(bench.attempt([3, 4], 0, 5))
            let leases = bench.pool.statistics.leases
            let late = try bench.attempt([2, 3, 4], 4, 6)
            await #expect(throws: HoldRefusal.taken(seats: [3, 4])) {
                _ = try await bench.inventory.hold(late)
            }
            #expect(bench.pool.statistics.leases == leases)
            // The same seats from where the first one gets off.
            _ = try await bench.inventory.hold(bench.attempt([3, 4], 5, 10))
            try await bench.expectAgreement()
        }
    }

    @Test("five twins at once have one effect and one answer, and another body is refused")
    func twins() async throws {
        try await BookingBench.run { _, bench in
            let account = PostgresUUID.random()
            var answers: [HoldOutcome] = []
            try await bench.concurrently(5) { _ in
                let attempt = try bench.attempt([7], account: account, key: "k")
                answers.append(try await bench.inventory.hold(attempt))
            }
            #expect(Set(answers.map(\.answer)).count == 1)
            #expect(answers.count { if case .made = $0 { true } else { false } } == 1)
            #expect(try await bench.number("SELECT count(*) FROM booking.hold WHERE status = 'held'") == 1)
            await #expect(throws: HoldRefusal.keyReused) {
                _ = try await bench.inventory.hold(
                    bench.attempt([8], account: account, key: "k", body: "other"))
            }
            try await bench.expectAgreement()
        }
    }

    @Test("twins that Redis has forgotten meet in Postgres") func twinsPastRedis() async throws {
        try await BookingBench.run { _, bench in
            let account = PostgresUUID.random()
            let first = try await bench.inventory.hold(bench.attempt([7], account: account, key: "k"))
            _ = try await bench.redis.command(
                "HDEL", "inv:{T-1}:keys",
                .bytes(
                    try bench.attempt([7], account: account, key: "k").claim.digest))
            // On another seat, since Redis would refuse the same: the key decides before the seats do.
            let again = try await bench.inventory.hold(bench.attempt([9], account: account, key: "k"))
            #expect(again == .replayed(answer: first.answer))
            try await bench.expectAgreement()
        }
    }

    @Test("a seat that only Postgres knows to be taken is refused, and then Redis knows it too")
    func conflict() async throws {
        try await BookingBench.run { _, bench in
            let first = try bench.attempt([5], 0, 3)
            _ = try await bench.inventory.hold(first)
            try await bench.seats.release(first.id.bytes, trip: "T-1")
            await #expect(throws: HoldRefusal.taken(seats: [5])) {
                _ = try await bench.inventory.hold(bench.attempt([4, 5, 6], 2, 4))
            }
            try await bench.expectAgreement()
        }
    }

    @Test("a cold trip is never free: it is loaded once, with what Postgres says") func cold() async throws {
        try await BookingBench.run { _, bench in
            _ = try await bench.inventory.hold(bench.attempt([0], 0, 10))
            _ = try await bench.redis.command("FLUSHALL")
            var taken = 0
            var held = 0
            try await bench.concurrently(20) { number in
                do {
                    _ = try await bench.inventory.hold(bench.attempt([number % 2], 0, 10))
                    held += 1
                } catch HoldRefusal.taken { taken += 1 }
            }
            #expect(held == 1 && taken == 19)
            try await bench.expectAgreement()
        }
    }

    @Test("an account's limits hold against its own racing requests") func limits() async throws {
        try await BookingBench.run { _, bench in
            let account = PostgresUUID.random()
            var held = 0
            var limited = 0
            try await bench.concurrently(12) { number in
                do {
                    _ = try await bench.inventory.hold(bench.attempt([number], account: account))
                    held += 1
                } catch HoldRefusal.accountLimit(ofDay: false) { limited += 1 }
            }
            #expect(held == 4 && limited == 8)
            try await bench.expectAgreement()
            // What ends does not count any more.
            let id = try await bench.owner.query("SELECT id FROM booking.hold WHERE status = 'held' LIMIT 1")
            _ = try await bench.pool.query(
                "SELECT booking.release_hold($1, $2, 'session-1')",
                [.uuid(try id.only().uuid(0)), .uuid(account)])
            _ = try await bench.inventory.hold(bench.attempt([19], account: account))
            #expect(try await bench.number("SELECT max(seats) FROM booking.account_day") == 4)
        }
    }

    @Test("the settings' rules are those of the transactions") func rules() async throws {
        try await BookingBench.run { _, bench in
            var rules = BookingRules()
            rules.seatsPerTrip = 1
            rules.hold = .seconds(77)
            for _ in 0..<2 { try await bench.ledger.set(rules) }
            await #expect(throws: HoldRefusal.accountLimit(ofDay: false)) {
                _ = try await bench.inventory.hold(bench.attempt([1, 2]))
            }
            _ = try await bench.inventory.hold(bench.attempt([1]))
            let left = try await bench.number(
                "SELECT extract(epoch FROM expires_at - created_at)::int FROM booking.hold")
            #expect(left == 77)
            try await bench.expectAgreement()
        }
    }

    @Test("a late transaction of an attempt that was given up stays out") func tombstone() async throws {
        try await BookingBench.run { _, bench in
            let attempt = try bench.attempt([3])
            #expect(try await bench.inventory.sync(attempt.id, trip: "T-1").status == .void)
            let error = await #expect(throws: PostgresError.self) {
                _ = try await bench.ledger.place(attempt)
            }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(try await bench.postgresWords().allSatisfy { $0 == 0 })
        }
    }
}
