import Booking
import EventLoop
import Postgres
import TestKit
import Testing

@Suite("Orders and the money that comes for them") struct OrderTests {
    @Test("money in time sells the hold, once, and tickets are owed with all that they say") func sold()
        async throws
    {
        try await BookingBench.run { _, bench in
            let attempt = try bench.attempt([2, 3], 1, 4)
            _ = try await bench.inventory.hold(attempt)
            let order = try await bench.order(attempt)
            let payment = try await bench.pay(order)
            #expect(try await bench.confirm(payment) == "sold")
            #expect(try await bench.confirm(payment) == "done")
            #expect(try await bench.status(of: attempt.id) == "sold")
            let body = try await bench.owner.query(
                "SELECT body::text FROM event.outbox WHERE consumer = 'ticket.issue'"
            ).only().text(0)
            for part in [
                #""order": "\#(order)""#, #""label": "KA-3""#, #""bn": "সুবর্ণ এক্সপ্রেস""#,
                #""price_minor": 10000"#, #""amount_minor": 20000"#, #""document": "N-2""#, #""index": 4"#,
            ] {
                #expect(body.contains(part), "\(part) in \(body)")
            }
            try await bench.expectAgreement()
        }
    }

    @Test("a second payment, a wrong amount and another currency are given back") func surplus() async throws
    {
        try await BookingBench.run { _, bench in
            let attempt = try bench.attempt([2])
            _ = try await bench.inventory.hold(attempt)
            let order = try await bench.order(attempt)
            let short = try await bench.pay(order, amount: 9_999)
            #expect(try await bench.confirm(short) == "surplus")
            let foreign = try await bench.pay(order)
            #expect(try await bench.confirm(foreign, currency: "USD") == "surplus")
            #expect(try await bench.orderStatus(order) == "pending")
            let right = try await bench.pay(order)
            #expect(try await bench.confirm(right) == "sold")
            let second = try await bench.pay(order)
            #expect(try await bench.confirm(second) == "surplus")
            #expect(
                try await bench.number("SELECT count(*) FROM payment.refund WHERE cause = 'surplus'") == 3)
            try await bench.expectAgreement()
        }
    }

    @Test("late money buys the same seats again where they are free, else it goes back") func late()
        async throws
    {
        try await BookingBench.run { _, bench in
            let (free, gone) = (try bench.attempt([0, 1]), try bench.attempt([4, 5]))
            var orders: [PostgresUUID] = []
            for attempt in [free, gone] {
                _ = try await bench.inventory.hold(attempt)
                orders.append(try await bench.order(attempt))
                try await bench.makeDue(attempt.id)
            }
            #expect(try await bench.inventory.expireDueHolds() == 2)
            _ = try await bench.inventory.hold(bench.attempt([5], 9, 10))
            #expect(try await bench.confirm(bench.pay(orders[0])) == "again")
            #expect(try await bench.confirm(bench.pay(orders[1])) == "late")
            #expect(try await bench.orderStatus(orders[0]) == "confirmed")
            #expect(try await bench.orderStatus(orders[1]) == "failed")
            #expect(try await bench.status(of: uuid5(free.id, "again")) == "sold")
            try await bench.expectAgreement()
        }
    }

    @Test("money that comes when the train has left goes back, and nobody begins to pay for it")
    func departed() async throws {
        try await BookingBench.run { _, bench in
            let attempts = [try bench.attempt([0, 1]), try bench.attempt([4])]
            var orders: [PostgresUUID] = []
            for attempt in attempts {
                _ = try await bench.inventory.hold(attempt)
                orders.append(try await bench.order(attempt))
            }
            // One lapses before, the other stands still.
            try await bench.makeDue(attempts[0].id)
            #expect(try await bench.inventory.expireDueHolds() == 1)
            try await bench.change(
                """
                UPDATE booking.trip_stop SET arrives_at = arrives_at - interval '40 days',
                    departs_at = departs_at - interval '40 days'
                """)
            #expect(await bench.startError(orders[1], attempts[1].account) == "SL003")
            for order in orders {
                #expect(try await bench.confirm(bench.pay(order)) == "late")
                #expect(try await bench.orderStatus(order) == "failed")
            }
            #expect(try await bench.status(of: attempts[1].id) == "expired")
            #expect(try await bench.redisWords()?.allSatisfy { $0 == 0 } == true)
            try await bench.expectAgreement()
        }
    }

    @Test("money that comes when the hold is due but not swept sells it all the same") func due() async throws
    {
        try await BookingBench.run { _, bench in
            let attempt = try bench.attempt([7])
            _ = try await bench.inventory.hold(attempt)
            let order = try await bench.order(attempt)
            try await bench.makeDue(attempt.id)
            #expect(try await bench.confirm(bench.pay(order)) == "again")
            #expect(try await bench.status(of: attempt.id) == "expired")
            try await bench.expectAgreement()
        }
    }

    @Test("late money of an account that has bought its fill meanwhile goes back") func lateLimit()
        async throws
    {
        try await BookingBench.run { _, bench in
            let account = PostgresUUID.random()
            let first = try bench.attempt([0, 1], account: account)
            _ = try await bench.inventory.hold(first)
            let order = try await bench.order(first)
            try await bench.makeDue(first.id)
            try await bench.inventory.expireDueHolds()
            _ = try await bench.inventory.hold(bench.attempt([2, 3, 4], account: account))
            #expect(try await bench.confirm(bench.pay(order)) == "late")
            try await bench.expectAgreement()
        }
    }

    @Test(
        "a start of payment lengthens the hold, is the owner's alone, and comes too late for a lapsed order")
    func startPayment() async throws {
        try await BookingBench.run { _, bench in
            let attempt = try bench.attempt([7])
            _ = try await bench.inventory.hold(attempt)
            let order = try await bench.order(attempt)
            let amount = try await bench.startPayment(order, attempt.account)
            #expect(amount == 10_000)
            let left = try await bench.number(
                "SELECT extract(epoch FROM expires_at - clock_timestamp())::int FROM booking.hold")
            #expect((590...600).contains(left))
            for (account, admission) in [(PostgresUUID.random(), "session-1"), (attempt.account, "other")] {
                #expect(await bench.startError(order, account, admission) == "SL001")
            }
            try await bench.makeDue(attempt.id)
            #expect(await bench.startError(order, attempt.account) == "SL003")
            try await bench.inventory.expireDueHolds()
            #expect(await bench.startError(order, attempt.account) == "SL003")
            #expect(try await bench.confirm(bench.pay(order)) == "again")
            #expect(await bench.startError(order, attempt.account) == "SL002")
            try await bench.expectAgreement()
        }
    }

    @Test(
        "capture, sweeper, the buyer and the public race for lapsing orders, and nobody loses money or a seat"
    )
    func lapsing() async throws {
        try await BookingBench.run { _, bench in
            var random = SeededRandom(seed: 5)
            var seen: [String: Int] = [:]
            for _ in 0..<25 {
                let mine = try bench.attempt([0, 1, 2], 0, 5)
                _ = try await bench.inventory.hold(mine)
                let order = try await bench.order(mine)
                let payment = try await bench.pay(order)
                if random.chance(0.7) { try await bench.makeDue(mine.id) }
                let releases = random.chance(0.1)
                let delay = Int.random(in: 0...8, using: &random)
                try await bench.concurrently(5) { number in
                    switch number {
                    case 0:
                        // Each a round trip: the money comes at any moment of the others' work.
                        for _ in 0..<delay { _ = try await bench.orderStatus(order) }
                        seen[try await bench.confirm(payment), default: 0] += 1
                    case 1: _ = try await bench.inventory.expireDueHolds()
                    case 2:
                        for _ in 0..<6 {
                            do {
                                _ = try await bench.inventory.hold(bench.attempt([1], 3, 6))
                            } catch HoldRefusal.taken { continue }
                            break
                        }
                    case 3 where releases:
                        await bench.inventory.tell(
                            (try? await bench.ledger.release(
                                mine.id, account: mine.account, admission: mine.admission)) ?? [])
                    default: try await bench.inventory.settleDueIDs(trips: ["T-1"])
                    }
                }
                try await bench.inventory.reconcile(trip: "T-1")
                try await bench.expectAgreement("\(seen)")
                try await bench.endEverything()
                try await bench.inventory.reconcile(trip: "T-1")
            }
            #expect(seen["sold", default: 0] > 0 && seen["again", default: 0] > 0, "\(seen)")
            #expect(seen["late", default: 0] > 0, "\(seen)")
        }
    }

    @Test("what was used is not given back by its owner, but can be by an operator")
    func used() async throws {
        try await BookingBench.run { _, bench in
            let attempt = try bench.attempt([2])
            _ = try await bench.inventory.hold(attempt)
            let order = try await bench.order(attempt)
            #expect(try await bench.confirm(bench.pay(order)) == "sold")
            try await bench.change("INSERT INTO ticket.used VALUES ('\(order)')")
            let error = await #expect(throws: PostgresError.self) {
                try await bench.cancel(order, attempt.account, refund: 5_000)
            }
            #expect(error?.sqlState == ("SL006" as SQLState))
            #expect(try await bench.orderStatus(order) == "confirmed")
            #expect(try await bench.number("SELECT refunded FROM payment.payment") == 0)
            try await bench.cancel(order, attempt.account, refund: 10_000, evenUsed: true)
            #expect(try await bench.orderStatus(order) == "cancelled")
            #expect(try await bench.number("SELECT refunded FROM payment.payment") == 10_000)
            try await bench.expectAgreement()
        }
    }

    @Test("a payment of which a part went back already buys nothing, and the rest goes back too")
    func partlyRefunded() async throws {
        try await BookingBench.run { _, bench in
            let attempt = try bench.attempt([2])
            _ = try await bench.inventory.hold(attempt)
            let order = try await bench.order(attempt)
            let payment = try await bench.pay(order)
            try await bench.change("SELECT payment.refund('\(payment)', 4000, 'operator')")
            #expect(try await bench.confirm(payment) == "surplus")
            #expect(try await bench.orderStatus(order) == "pending")
            #expect(try await bench.number("SELECT amount - refunded FROM payment.payment") == 0)
        }
    }

    @Test("giving back frees the seats, refunds the payment that bought them and revokes the tickets")
    func cancel() async throws {
        try await BookingBench.run { _, bench in
            let attempt = try bench.attempt([2, 3])
            _ = try await bench.inventory.hold(attempt)
            let order = try await bench.order(attempt)
            #expect(try await bench.confirm(bench.pay(order)) == "sold")
            var done = 0
            try await bench.concurrently(4) { _ in
                do {
                    try await bench.cancel(order, attempt.account, refund: 15_000)
                    done += 1
                } catch let error as PostgresError { #expect(error.sqlState == "SL002") }
            }
            #expect(done == 1)
            #expect(try await bench.orderStatus(order) == "cancelled")
            #expect(try await bench.number("SELECT refunded FROM payment.payment") == 15_000)
            #expect(
                try await bench.number("SELECT count(*) FROM event.outbox WHERE consumer = 'ticket.revoke'")
                    == 1)
            #expect(try await bench.postgresWords().allSatisfy { $0 == 0 })
            try await bench.expectAgreement()
        }
    }
}
