import EventLoop
import Events
import Postgres
import TestKit
import Testing

@testable import Booking

@Suite("Holds that come together") struct PlacementTests {
    /// A queue whose transactions end when the test says so.
    private final class Desk {
        let reactor: Reactor
        /// The holds of each transaction, in the order in which they set out.
        private(set) var departures: [[PostgresUUID]] = []
        private var ends: [Parking] = []
        /// How each ends.
        var answer: ([HoldAttempt]) throws(PostgresError) -> PlacementQueue.Outcome = {
            .placed($0.map { PlacedHold(answer: $0.id.bytes, left: .seconds(1)) })
        }

        init(_ reactor: Reactor) {
            self.reactor = reactor
        }

        func queue(most: Int = 2, bound: Int = 100, waitLimit: Duration = .seconds(30)) -> PlacementQueue {
            PlacementQueue(reactor, most: most, bound: bound, waitLimit: waitLimit) {
                [self] attempts throws(PostgresError) in
                departures.append(attempts.map(\.id))
                let end = Parking(reactor)
                ends.append(end)
                _ = await end.park()
                return try answer(attempts)
            }
        }

        func end(_ index: Int) { ends[index].wake() }

        /// Lets the loop run until something holds.
        func until(_ condition: () -> Bool) async {
            while !condition() { _ = await Parking(reactor).park(reactor, atMost: .milliseconds(1)) }
        }

        /// Lets the loop run until so many have set out.
        func departed(_ count: Int) async {
            await until { departures.count >= count }
        }
    }

    /// Lets a runner wait for a hold of its own in a queue.
    @discardableResult
    private func place(
        _ attempt: HoldAttempt, _ queue: PlacementQueue, on loop: isolated Loop,
        _ note: @escaping (String) -> Void
    ) throws -> RunnerPool.Ticket {
        let job = LoopJob {
            do throws(PostgresError) {
                note("\(try await queue.place(attempt).answer == attempt.id.bytes)")
            } catch {
                note("\(error.kind) \(error.isOutcomeUnknown)")
            }
        }
        return try #require(loop.reactor.runners.start(job))
    }

    private func attempt() throws -> HoldAttempt {
        let id = PostgresUUID.random()
        return HoldAttempt(
            id: id, trip: "T", seats: [0], stretch: try #require(Stretch(from: 0, to: 1, legs: 1)),
            prices: [1], account: .random(), admission: "s",
            key: Idempotency(principal: "p", route: "r", key: "\(id)", body: []), answer: "{")
    }

    @Test("those of one turn leave together, and those who come meanwhile leave with the next")
    func together() async throws {
        try await withLoop { loop in
            let desk = Desk(loop.reactor)
            let queue = desk.queue(most: 1)
            var said: [String] = []
            for _ in 0..<3 { try place(attempt(), queue, on: loop) { said.append($0) } }
            await desk.departed(1)
            #expect(desk.departures[0].count == 3)
            for _ in 0..<40 { try place(attempt(), queue, on: loop) { said.append($0) } }
            desk.end(0)
            await desk.departed(2)
            desk.end(1)
            await desk.departed(3)
            desk.end(2)
            await desk.until { said.count == 43 }
            #expect(desk.departures.map(\.count) == [3, PlacementQueue.mostTogether, 8])
            #expect(said.allSatisfy { $0 == "true" })
        }
    }

    @Test("nobody waits long for a transaction that waits for others") func stuck() async throws {
        try await withLoop { loop in
            let desk = Desk(loop.reactor)
            let queue = desk.queue(most: 2)
            var said: [String] = []
            try place(attempt(), queue, on: loop) { said.append($0) }
            await desk.departed(1)
            try place(attempt(), queue, on: loop) { said.append($0) }
            // The first one does not end.
            await desk.departed(2)
            desk.end(1)
            await desk.until { !said.isEmpty }
            // But never more than are allowed.
            for _ in 0..<2 { try place(attempt(), queue, on: loop) { said.append($0) } }
            await desk.departed(3)
            try place(attempt(), queue, on: loop) { said.append($0) }
            _ = await Parking(loop.reactor).park(loop.reactor, atMost: .milliseconds(60))
            #expect(desk.departures.count == 3)
            desk.end(0)
            await desk.departed(4)
            desk.end(2)
            desk.end(3)
            await desk.until { said.count == 5 }
            #expect(said.allSatisfy { $0 == "true" })
        }
    }

    @Test("what a transaction fails of is told to all of its holds") func failure() async throws {
        try await withLoop { loop in
            let desk = Desk(loop.reactor)
            desk.answer = { _ throws(PostgresError) in
                throw PostgresError(.connectionLost, isOutcomeUnknown: true)
            }
            let queue = desk.queue()
            var said: [String] = []
            for _ in 0..<2 { try place(attempt(), queue, on: loop) { said.append($0) } }
            await desk.departed(1)
            desk.end(0)
            await desk.until { said.count == 2 }
            #expect(said == ["connectionLost true", "connectionLost true"])
        }
    }

    @Test("what has failed for others' sake is tried alone, before those who came later")
    func alone() async throws {
        try await withLoop { loop in
            let desk = Desk(loop.reactor)
            let usual = desk.answer
            desk.answer = { attempts throws(PostgresError) in
                attempts.count > 1 ? .mustPart : try usual(attempts)
            }
            let queue = desk.queue(most: 1)
            var said: [String] = []
            for _ in 0..<3 { try place(attempt(), queue, on: loop) { said.append($0) } }
            await desk.departed(1)
            try place(attempt(), queue, on: loop) { said.append($0) }
            for number in 0..<5 {
                await desk.departed(number + 1)
                desk.end(number)
            }
            await desk.until { said.count == 4 }
            #expect(said.allSatisfy { $0 == "true" })
            #expect(desk.departures.map(\.count) == [3, 1, 1, 1, 1])
            #expect(Set(desk.departures[0]) == Set(desk.departures[1...3].joined()))
        }
    }

    @Test("whoever left is not sent again when their transaction parts") func abandoned() async throws {
        try await withLoop { loop in
            let desk = Desk(loop.reactor)
            let usual = desk.answer
            desk.answer = { attempts throws(PostgresError) in
                attempts.count > 1 ? .mustPart : try usual(attempts)
            }
            let queue = desk.queue(most: 1)
            var said: [String] = []
            let gone = try attempt()
            let ticket = try place(gone, queue, on: loop) { said.append($0) }
            for _ in 0..<2 { try place(attempt(), queue, on: loop) { said.append($0) } }
            await desk.departed(1)
            loop.reactor.runners.cancel(ticket)
            await desk.until { said == ["cancelled true"] }
            for number in 0..<3 {
                await desk.departed(number + 1)
                desk.end(number)
            }
            await desk.until { said.count == 3 }
            #expect(said == ["cancelled true", "true", "true"])
            #expect(desk.departures.map(\.count) == [3, 1, 1])
            #expect(!desk.departures[1...].joined().contains(gone.id))
        }
    }

    @Test("too many are refused at once, and nobody waits for long") func bounds() async throws {
        try await withLoop { loop in
            let desk = Desk(loop.reactor)
            let queue = desk.queue(most: 1, bound: 1, waitLimit: .milliseconds(30))
            var said: [String] = []
            try place(attempt(), queue, on: loop) { said.append("first \($0)") }
            await desk.departed(1)
            try place(attempt(), queue, on: loop) { said.append("second \($0)") }
            _ = await Parking(loop.reactor).park(loop.reactor, atMost: .milliseconds(1))
            try place(attempt(), queue, on: loop) { said.append("third \($0)") }
            await desk.until { said.count == 2 }
            #expect(said == ["third overloaded false", "second noConnectionFree false"])
            // What has left is waited for, however long that takes.
            desk.end(0)
            await desk.until { said.count == 3 }
            #expect(said.last == "first true")
            #expect(desk.departures.count == 1)
        }
    }

    @Test("whoever gives up in the queue takes no hold along; later its outcome is unknown")
    func leaving() async throws {
        try await withLoop { loop in
            let desk = Desk(loop.reactor)
            let queue = desk.queue(most: 1)
            var said: [String] = []
            let first = try attempt()
            let early = try place(first, queue, on: loop) { said.append("first \($0)") }
            await desk.departed(1)
            let second = try place(attempt(), queue, on: loop) { said.append("second \($0)") }
            let third = try attempt()
            try place(third, queue, on: loop) { said.append("third \($0)") }
            _ = await Parking(loop.reactor).park(loop.reactor, atMost: .milliseconds(1))
            loop.reactor.runners.cancel(early)
            loop.reactor.runners.cancel(second)
            await desk.until { said.count == 2 }
            desk.end(0)
            await desk.departed(2)
            desk.end(1)
            await desk.until { said.count == 3 }
            #expect(Set(said) == ["first cancelled true", "second cancelled false", "third true"])
            #expect(desk.departures == [[first.id], [third.id]])
        }
    }

    @Test("each hold of a transaction is its own: seats, prices, stretch, key, answer and number")
    func each() async throws {
        try await BookingBench.run { _, bench in
            var random = SeededRandom(seed: 3)
            var free = Array(0..<20)[...]
            var attempts: [HoldAttempt] = []
            while free.count >= 4 {
                let seats = Array(free.prefix(Int.random(in: 1...4, using: &random)))
                free = free.dropFirst(seats.count)
                let start = Int.random(in: 0..<9, using: &random)
                let plain = try bench.attempt(seats, start, Int.random(in: start + 1...10, using: &random))
                attempts.append(
                    HoldAttempt(
                        id: plain.id, trip: plain.trip, seats: seats, stretch: plain.stretch,
                        prices: seats.map { Int64(1000 + $0) }, account: plain.account,
                        admission: "s-\(seats[0])", key: plain.key, answer: plain.answer))
            }
            var answers: [PostgresUUID: PlacedHold] = [:]
            let leases = bench.pool.statistics.leases
            try await bench.concurrently(attempts.count) { index in
                answers[attempts[index].id] = try await bench.ledger.place(attempts[index])
            }
            #expect(bench.pool.statistics.leases == leases + 1)
            var numbers: Set<Int64> = []
            for attempt in attempts {
                let row = try await bench.owner.query(
                    """
                    SELECT seats, a, b, prices, account, admission, idem, fencing FROM booking.hold
                    WHERE id = $1 AND status = 'held'
                    """, [.uuid(attempt.id)]
                ).only()
                #expect(try row.int32Array(0) == attempt.seats.map { Int32($0) })
                #expect(try row.int(1) == attempt.stretch.start && row.int(2) == attempt.stretch.end)
                #expect(try row.int64Array(3) == attempt.prices)
                #expect(try row.uuid(4) == attempt.account && row.text(5) == attempt.admission)
                #expect(try row.bytes(6) == attempt.claim.digest)
                numbers.insert(try row.int64(7))
                let placed = try #require(answers[attempt.id])
                let text = String(decoding: placed.answer, as: UTF8.self)
                let number = try row.int64(7)
                #expect(text.hasPrefix(#"{"id":"\#(attempt.id)","fencing":\#(number),"expires_at":"20"#))
                #expect(placed.left > .seconds(290) && placed.left <= .seconds(300))
                let stored = try await bench.ledger.stored(attempt.key)
                #expect(stored == KnownKey(isSameRequest: true, answer: placed.answer))
            }
            #expect(numbers.count == attempts.count)
        }
    }

    @Test("what refuses one hold of a transaction leaves the others alone") func apart() async throws {
        try await BookingBench.run { _, bench in
            let (account, greedy) = (PostgresUUID.random(), PostgresUUID.random())
            let first = try bench.attempt([1], 0, 5, key: "k1")
            let same = try bench.attempt([2], account: account, key: "k2")
            let attempts = [
                first, same,
                try bench.attempt([1, 9], 4, 6),  // taken by the first one of them
                try bench.attempt([3], account: account, key: "k2"),  // the key stands
                try bench.attempt([9999]),  // no such seat
                try bench.attempt([4, 5, 6, 7], account: greedy),  // all that an account may have
                try bench.attempt([8]),
                try bench.attempt([10], account: greedy),
            ]
            let leases = bench.pool.statistics.leases
            var said: [PostgresUUID: String] = [:]
            try await bench.concurrently(attempts.count) { index in
                do throws(PostgresError) {
                    let placed = try await bench.ledger.place(attempts[index])
                    said[attempts[index].id] = placed.left > .seconds(200) ? "held" : "\(placed.left)"
                } catch {
                    let code = error.sqlState?.code ?? "\(error.kind)"
                    said[attempts[index].id] = "\(code) \(error.constraint ?? "") \(error.detail ?? "")"
                }
            }
            // One transaction for all, since they came in one turn; then each had one of its own.
            #expect(bench.pool.statistics.leases == leases + 1 + attempts.count)
            let held = attempts.filter { said[$0.id] == "held" }
            for attempt in held { #expect(try await bench.status(of: attempt.id) == "held") }
            #expect(try await bench.number("SELECT count(*) FROM booking.hold") == held.count)
            #expect(try await bench.number("SELECT count(*) FROM event.idem") == held.count)
            // Which of two that want the same comes first is nobody's to say.
            let (one, other) = (said[attempts[0].id] ?? "", said[attempts[2].id] ?? "")
            #expect([one, other].contains("held"))
            #expect([one, other].contains { $0.hasPrefix("23P01 hold_takes seats=1 holds=") })
            let keys = [said[attempts[1].id] ?? "", said[attempts[3].id] ?? ""]
            #expect(keys.contains("held") && keys.contains("SL010  "))
            #expect(said[attempts[4].id] == "23503 hold_seats ")
            let limits = [said[attempts[5].id] ?? "", said[attempts[7].id] ?? ""]
            #expect(limits.contains("held") && limits.contains { $0.hasPrefix("23514 account_trip_limit") })
            #expect(said[attempts[6].id] == "held")
        }
    }

    @Test("a value that cannot be sent fails its own hold only") func unsendable() async throws {
        try await BookingBench.run { _, bench in
            let attempts = try (0..<3).map { try bench.attempt([$0], key: $0 == 1 ? "a\0b" : "k\($0)") }
            var said: [Int: String] = [:]
            try await bench.concurrently(3) { index in
                do throws(PostgresError) {
                    _ = try await bench.ledger.place(attempts[index])
                    said[index] = "held"
                } catch {
                    said[index] = error.sqlState?.code
                }
            }
            #expect(said == [0: "held", 1: "22021", 2: "held"])
        }
    }

    @Test("a hold that others wait behind does not hold them up for long") func behindALock() async throws {
        try await BookingBench.run { _, bench in
            let slow = try bench.attempt([1])
            let quick = try bench.attempt([2])
            let companion = try bench.attempt([3])
            var order: [String] = []
            try await bench.owner.transaction { transaction throws(PostgresError) in
                _ = try await transaction.query(
                    "SELECT FROM booking.seat WHERE trip = 'T-1' AND number = 1 FOR UPDATE")
                for (name, attempt) in [("slow", slow), ("companion", companion)] {
                    let job = LoopJob {
                        _ = try? await bench.ledger.place(attempt)
                        order.append(name)
                    }
                    _ = bench.reactor.runners.start(job)
                }
                // It waits for the lock now.
                while try await transaction.query(
                    "SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')"
                ).count == 0 {}
                _ = try await bench.ledger.place(quick)
                order.append("quick")
                // Its companion sits in the same transaction, and stands before the lock is gone.
                while order.count < 2 {
                    _ = try await transaction.query("SELECT")
                }
            }
            while order.count < 3 {
                _ = await Parking(bench.reactor).park(bench.reactor, atMost: .milliseconds(1))
            }
            #expect(order == ["quick", "companion", "slow"])
            #expect(try await bench.status(of: slow.id) == "held")
        }
    }
}
