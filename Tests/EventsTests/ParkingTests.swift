import EventLoop
import Events
import Postgres
import Redis
import Testing
import TestKit

@Suite("Parked events")
struct ParkingTests {
    @Test("a poisoned event is parked at once with its reason, and an operator replays it")
    func poison() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(3)
            let work = EffectWork()
            var isPoisoned = true
            work.within = { event in
                event.about == "a2" && isPoisoned ? .poison("no such \u{1F3AB}") : nil
            }
            let relay = bench.relay()
            let consumer = bench.consumer(work, on: loop)
            relay.start()
            consumer.start()
            let operators = ParkedEvents(bench.owner)
            #expect(try await bench.until { try await !operators.list().isEmpty })
            #expect(try await bench.until { try await bench.undone() == 1 })
            let parked = try await operators.list()
            #expect(parked.map(\.about) == ["a2"])
            #expect(parked.map(\.error) == ["no such \u{1F3AB}"])
            #expect(try await bench.effects() == 2)
            isPoisoned = false
            #expect(try await !operators.replay(4_711))
            #expect(try await operators.replay(parked[0].row))
            #expect(try await bench.until { try await bench.undone() == 0 })
            #expect(try await !operators.replay(parked[0].row))
            #expect(try await bench.effects() == 3)
        }
    }

    @Test("an event that fails comes again, later each time, and is parked after ten tries")
    func backoff() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(1)
            let work = EffectWork()
            work.before = { _ in .later("the bank is closed") }
            let relay = bench.relay()
            let consumer = bench.consumer(work, on: loop)
            consumer.start()
            var waits: [Int] = []
            for tries in 1...10 {
                #expect(await relay.relayOnce() == .nothing)
                waits.append(
                    try await bench.number(
                        "SELECT round(extract(epoch FROM due_at - clock_timestamp()))::int FROM event.outbox")
                )
                #expect(try await bench.until(moving: false) { consumer.failures == tries })
                try await bench.makeDue()
            }
            #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
            #expect(await relay.relayOnce() == .nothing)
            #expect(relay.parked == 1)
            let parked = try await ParkedEvents(bench.owner).list()
            #expect(parked.map(\.tries) == [10])
            #expect(parked.map(\.error) == ["the bank is closed"])
            #expect(work.calls == 10)
            #expect(try await bench.effects() == 0)
        }
    }

    @Test("an event that is done while it is parked is done, and not parked")
    func doneBeatsParked() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(1)
            let work = EffectWork()
            work.before = { _ in
                // The last lease passes while the consumer is outside.
                _ = try? await bench.owner.query("UPDATE event.outbox SET tries = 10, due_at = now()")
                _ = try? await bench.pool.query("SELECT * FROM event.lease(10)")
                return nil
            }
            let relay = bench.relay()
            let consumer = bench.consumer(work, on: loop)
            consumer.start()
            #expect(await relay.relayOnce() == .nothing)
            #expect(try await bench.until(moving: false) { consumer.done == 1 })
            #expect(try await bench.effects() == 1)
            #expect(try await ParkedEvents(bench.owner).list().isEmpty)
            #expect(try await bench.undone() == 0)
        }
    }

    @Test("relays, consumers, poison and operators that race lose and repeat nothing")
    func races() async throws {
        try await EventBench.run { loop, bench in
            let count = 40
            try await bench.put(count)
            // Every row stands at its last try, so each look of a relay may park it.
            _ = try await bench.owner.query("UPDATE event.outbox SET tries = 9")
            var random = SeededRandom(seed: 7)
            let work = EffectWork()
            work.within = { _ in
                if random.chance(0.3) { return .poison("by chance") }
                return random.chance(0.3) ? .later("by chance") : nil
            }
            for _ in 0..<3 { bench.relay(batch: 5).start() }
            for _ in 0..<2 { bench.consumer(work, on: loop).start() }
            let operators = ParkedEvents(bench.owner)
            var replays = 0
            #expect(
                try await bench.until {
                    for entry in try await operators.list() where try await operators.replay(entry.row) {
                        replays += 1
                    }
                    // Replayed rows stand before their last try again.
                    _ = try await bench.owner.query(
                        """
                        UPDATE event.outbox SET tries = 9 WHERE id IN (SELECT id FROM event.outbox
                            WHERE done_at IS NULL AND parked IS NULL FOR UPDATE SKIP LOCKED)
                        """)
                    return try await bench.undone() == 0
                })
            #expect(replays > 10)
            #expect(try await bench.effects() == count)
            #expect(try await bench.doubles() == 0)
        }
    }
}
