import EventLoop
import Events
import Postgres
import Redis
import Testing
import TestKit

@Suite("Deaths between any two steps")
struct CrashTests {
    @Test(
        "a consumer that dies in an event leaves it to the next, and its effect happens once",
        arguments: ["outside", "apply", "committed"])
    func consumerDies(_ phase: String) async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(60)
            for round in 0..<6 {
                let victim = try Victim(bench, phase: phase, dyingAt: round * 2 + 1)
                #expect(try await bench.until { victim.isGone() })
            }
            #expect(try await bench.undone() > 0)
            let last = try Victim(bench)
            #expect(try await bench.until { try await bench.undone() == 0 })
            last.kill()
            #expect(try await bench.effects() == 60)
            #expect(try await bench.doubles() == 0)
        }
    }

    @Test("processes killed at random moments, and Redis flushed meanwhile, lose and repeat nothing")
    func randomDeaths() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(600)
            var random = SeededRandom(seed: 20_261_121)
            var seen: Set<Int> = []
            for round in 0..<25 {
                let before = try await bench.undone()
                let victims = [try Victim(bench), try Victim(bench)]
                let pause = Duration.milliseconds(Int.random(in: 30...120, using: &random))
                if round % 5 == 0, before > 0 {
                    // Every fifth dies as soon as it has worked, however slow or fast the machine is.
                    #expect(try await bench.until { try await bench.undone() < before })
                } else {
                    _ = await Parking(loop.reactor).park(loop.reactor, atMost: pause)
                }
                for victim in victims { victim.kill() }
                // Whether it is answered in time, with processes dying all around, is no part of it.
                if random.chance(0.3) { _ = try? await bench.redis.command("FLUSHALL") }
                seen.insert(try await bench.undone())
                try await bench.makeDue()
            }
            // Some of them died in the middle of the work.
            #expect(seen.count > 2)
            let last = try Victim(bench)
            #expect(try await bench.until { try await bench.undone() == 0 })
            last.kill()
            #expect(try await bench.undone() == 0)
            #expect(try await bench.effects() == 600)
            #expect(try await bench.doubles() == 0)
        }
    }

    @Test("a relay that dies between lease and stream, or between stream and word, only delays")
    func relayDies() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(4)
            // Leased, never sent.
            _ = try await bench.pool.query("SELECT * FROM event.lease(2)")
            // Leased and sent, but no word of it.
            _ = try await bench.pool.query("SELECT * FROM event.lease(2)")
            _ = try await bench.redis.command("XGROUP", "CREATE", "ev:test.count", "g", "0", "MKSTREAM")
            for row in ["3", "4"] as [RedisArgument] {
                _ = try await bench.redis.command("XADD", "ev:test.count", "*", "row", row)
            }
            let relay = bench.relay()
            #expect(await relay.relayOnce() == .nothing)
            #expect(relay.sent == 0)
            try await bench.makeDue()
            #expect(await relay.relayOnce() == .nothing)
            #expect(relay.sent == 4)
            let consumer = bench.consumer(EffectWork(), on: loop)
            consumer.start()
            #expect(try await bench.until(moving: false) { try await bench.undone() == 0 })
            #expect(try await bench.until(moving: false) { consumer.skipped == 2 })
            #expect(try await bench.effects() == 4)
        }
    }

    @Test("entries of a dead consumer are claimed and end, whether their event was done or not")
    func claims() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(5)
            let relay = bench.relay()
            #expect(await relay.relayOnce() == .nothing)
            _ = try await bench.redis.command(
                "XREADGROUP", "GROUP", "g", "dead", "COUNT", 3, "STREAMS", "ev:test.count", ">")
            // One of the three was committed before the death.
            _ = try await bench.pool.query("SELECT * FROM event.take(1)")
            let consumer = bench.consumer(EffectWork(), on: loop) { pace in
                pace.claimAfter = .zero
                pace.claimEvery = .milliseconds(10)
            }
            consumer.start()
            #expect(try await bench.until(moving: false) { try await bench.undone() == 0 })
            #expect(try await bench.effects() == 4)
            #expect(
                try await bench.until(moving: false) {
                    try await bench.redis.command("XLEN", "ev:test.count") == .integer(0)
                })
            let pending = try await bench.redis.command("XPENDING", "ev:test.count", "g")
            #expect(pending.elements?.first?.integerValue == 0)
        }
    }

    @Test("entries that are not ours, and rows of other consumers, are ended without an effect")
    func strangeEntries() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(1, consumer: "test.other")
            _ = try await bench.redis.command("XADD", "ev:test.count", "*", "row", "1")
            _ = try await bench.redis.command("XADD", "ev:test.count", "*", "row", "nonsense")
            _ = try await bench.redis.command("XADD", "ev:test.count", "*", "row", "99")
            _ = try await bench.redis.command("XADD", "ev:test.count", "*", "else", "1")
            let consumer = bench.consumer(EffectWork(), on: loop)
            consumer.start()
            #expect(try await bench.until(moving: false) { consumer.skipped == 4 })
            #expect(try await bench.undone() == 1)
            #expect(try await bench.effects() == 0)
            #expect(try await bench.number("SELECT count(*) FROM event.outbox WHERE parked IS NOT NULL") == 0)
        }
    }
}
