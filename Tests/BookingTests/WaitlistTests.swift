import Booking
import EventLoop
import Postgres
import TestKit
import Testing

@Suite("The waitlist") struct WaitlistTests {
    @Test("what is freed goes to the first waiter whom it fits, and the rest keep their places")
    func order() async throws {
        try await BookingBench.run { _, bench in
            let all = try await bench.sellOut()
            let pair = try await bench.wait(seats: 2)
            let single = try await bench.wait(seats: 1)
            let short = try await bench.wait(0, 3, seats: 1)
            try await bench.release(all[4])
            #expect(try await bench.waiters([pair, single, short]) == ["waiting", "offered", "waiting"])
            try await bench.release(all[7])
            #expect(try await bench.waiters([pair, single, short]) == ["waiting", "offered", "offered"])
            try await bench.release(all[8])
            #expect(try await bench.waiters([pair, single, short]) == ["waiting", "offered", "offered"])
            try await bench.release(all[9])
            #expect(try await bench.waiters([pair, single, short]) == ["offered", "offered", "offered"])
            try await bench.expectAgreement()
        }
    }

    @Test("an offer that is not taken goes to the next waiter, one that is paid ends the wait") func offers()
        async throws
    {
        try await BookingBench.run { _, bench in
            let all = try await bench.sellOut()
            let first = try await bench.wait(seats: 1)
            let second = try await bench.wait(seats: 1)
            try await bench.release(all[0])
            let offer = try #require(try await bench.offer(to: first))
            try await bench.makeDue(offer)
            try await bench.inventory.expireDueHolds()
            #expect(try await bench.waiters([first, second]) == ["expired", "offered"])
            let hold = try #require(try await bench.offer(to: second))
            let order = try await bench.orderOffer(hold)
            #expect(try await bench.confirm(bench.pay(order)) == "sold")
            #expect(try await bench.waiters([first, second]) == ["expired", "taken"])
            try await bench.expectAgreement()
        }
    }

    @Test("who leaves with an offer hands it on") func leaving() async throws {
        try await BookingBench.run { _, bench in
            let all = try await bench.sellOut()
            let first = try await bench.wait(seats: 1)
            let second = try await bench.wait(seats: 1)
            try await bench.release(all[3])
            try await bench.leave(first)
            #expect(try await bench.waiters([first, second]) == ["cancelled", "offered"])
            try await bench.leave(second)
            #expect(try await bench.waiters([first, second]) == ["cancelled", "cancelled"])
            try await bench.expectAgreement()
            _ = try await bench.inventory.hold(bench.attempt([3]))
        }
    }

    @Test("a waiter at the limit of the account is passed over, with the reason") func limit() async throws {
        try await BookingBench.run { _, bench in
            let account = PostgresUUID.random()
            _ = try await bench.inventory.hold(bench.attempt([10, 11, 12, 13], account: account))
            let all = try await bench.sellOut()
            let full = try await bench.wait(seats: 1, account: account)
            let other = try await bench.wait(seats: 1)
            try await bench.release(all[0])
            #expect(try await bench.waiters([full, other]) == ["waiting", "offered"])
            let reason = try await bench.owner.query(
                "SELECT reason FROM booking.waitlist WHERE id = $1", [.uuid(full)])
            #expect(try reason.only().text(0) == "account_limit")
            try await bench.expectAgreement()
        }
    }

    @Test("one wish an account and trip; one that fits at once is offered at once") func joining()
        async throws
    {
        try await BookingBench.run { _, bench in
            try await bench.inventory.warm(trip: "T-1")
            let account = PostgresUUID.random()
            let first = try await bench.wait(seats: 2, account: account)
            #expect(try await bench.waiters([first]) == ["offered"])
            let error = await #expect(throws: PostgresError.self) {
                _ = try await bench.wait(seats: 1, account: account)
            }
            #expect(error?.constraint == "waitlist_open")
            try await bench.expectAgreement()
        }
    }

    @Test("the public, hammering on a sold-out trip, never gets a seat that fits a waiter") func publicRace()
        async throws
    {
        try await BookingBench.run { _, bench in
            let all = try await bench.sellOut()
            var waiters: [PostgresUUID] = []
            for _ in 0..<6 { waiters.append(try await bench.wait(seats: 1)) }
            var isOver = false
            var stolen = 0
            var tries = 0
            try await bench.concurrently(10) { number in
                if number < 8 {
                    while !isOver {
                        tries += 1
                        do {
                            _ = try await bench.inventory.hold(bench.attempt([tries % 10]))
                            stolen += 1
                        } catch HoldRefusal.taken {}
                    }
                } else {
                    for place in 0..<3 { try await bench.release(all[(number - 8) * 3 + place]) }
                    if try await bench.waiters(waiters).allSatisfy({ $0 == "offered" }) { isOver = true }
                }
            }
            #expect(stolen == 0 && tries > 8, "\(stolen) of \(tries)")
            #expect(try await bench.waiters(waiters) == Array(repeating: "offered", count: 6))
            try await bench.inventory.reconcile(trip: "T-1")
            try await bench.expectAgreement()
        }
    }

    @Test("joining and freeing race: no waiter is left waiting beside a seat that fits") func joinRace()
        async throws
    {
        try await BookingBench.run { _, bench in
            for _ in 0..<10 {
                let all = try await bench.sellOut()
                var waiters: [PostgresUUID] = []
                try await bench.concurrently(8) { number in
                    if number % 2 == 0 {
                        waiters.append(try await bench.wait(seats: 1))
                    } else {
                        try await bench.release(all[number])
                    }
                }
                #expect(try await bench.waiters(waiters) == Array(repeating: "offered", count: 4))
                try await bench.inventory.reconcile(trip: "T-1")
                try await bench.expectAgreement()
                try await bench.change("UPDATE booking.hold SET status = 'released' WHERE status = 'held'")
                try await bench.change("UPDATE booking.waitlist SET status = 'expired'")
                try await bench.inventory.reconcile(trip: "T-1")
            }
        }
    }
}
