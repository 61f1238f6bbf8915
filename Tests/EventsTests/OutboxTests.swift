import EventLoop
import Events
import Postgres
import Redis
import Testing
import TestKit

@Suite("The outbox")
struct OutboxTests {
    @Test("is owed once a consumer and subject, and only to a consumer that exists")
    func put() async throws {
        try await EventBench.run { _, bench async throws in
            let put: SQL = "SELECT event.put($1, $2, '{}')"
            #expect(try await bench.pool.query(put, ["test.count", "x"]).only().bool(0))
            #expect(try await !bench.pool.query(put, ["test.count", "x"]).only().bool(0))
            #expect(try await bench.pool.query(put, ["test.other", "x"]).only().bool(0))
            let error = await #expect(throws: PostgresError.self) {
                _ = try await bench.pool.query(put, ["test.cuont", "x"])
            }
            #expect(error?.sqlState == "SL020")
        }
    }

    @Test("brings every event to its consumer, each with one effect")
    func delivery() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(300)
            let relay = bench.relay(batch: 40)
            let consumer = bench.consumer(EffectWork(), on: loop)
            relay.start()
            consumer.start()
            #expect(try await bench.until(moving: false) { try await bench.undone() == 0 })
            #expect(try await bench.effects() == 300)
            #expect(try await bench.doubles() == 0)
            #expect(
                try await bench.until {
                    try await bench.redis.command("XLEN", "ev:test.count") == .integer(0)
                })
            let pending = try await bench.redis.command("XPENDING", "ev:test.count", "g")
            #expect(pending.elements?.first?.integerValue == 0)
        }
    }

    @Test("is sent at once after a nudge")
    func nudge() async throws {
        try await EventBench.run { loop, bench in
            var pace = OutboxRelay.Pace()
            pace.idle = .seconds(600)
            let relay = OutboxRelay(
                pool: bench.pool, redis: bench.redis, on: loop.reactor, log: nil, pace: pace)
            relay.start()
            let consumer = bench.consumer(EffectWork(), on: loop)
            consumer.start()
            #expect(try await bench.until { relay.sent == 0 })
            try await bench.put(1)
            #expect(
                try await bench.until(moving: false) {
                    relay.nudge()
                    return try await bench.undone() == 0
                })
            relay.stop()
        }
    }

    @Test("loses nothing when Redis is flushed again and again")
    func flushes() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(200)
            let relay = bench.relay(batch: 20)
            let consumer = bench.consumer(EffectWork(), on: loop)
            relay.start()
            consumer.start()
            var flushes = 0
            #expect(
                try await bench.until {
                    if flushes < 6 { _ = try await bench.redis.command("FLUSHALL") }
                    flushes += 1
                    return try await bench.undone() == 0
                })
            #expect(flushes >= 6)
            #expect(try await bench.effects() == 200)
            #expect(try await bench.doubles() == 0)
        }
    }

    @Test("is not sent twice while its entry waits, so a stopped consumer parks nothing")
    func waits() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(3)
            let relay = bench.relay()
            for _ in 0..<15 {
                #expect(await relay.relayOnce() == .nothing)
                try await bench.makeDue()
            }
            #expect(try await bench.redis.command("XLEN", "ev:test.count") == .integer(3))
            #expect(try await bench.number("SELECT max(tries) FROM event.outbox") == 1)
            // After a flush the entry is gone, so it is sent again.
            _ = try await bench.redis.command("FLUSHALL")
            #expect(await relay.relayOnce() == .nothing)
            #expect(try await bench.redis.command("XLEN", "ev:test.count") == .integer(3))
            #expect(try await bench.number("SELECT min(tries) FROM event.outbox") == 2)
            let consumer = bench.consumer(EffectWork(), on: loop)
            consumer.start()
            #expect(try await bench.until(moving: false) { try await bench.undone() == 0 })
            #expect(try await bench.effects() == 3)
        }
    }

    @Test("takes no lease while Redis is away, and goes on when it is back")
    func redisAway() async throws {
        try await EventBench.run { _, bench in
            try await bench.put(2)
            let relay = bench.relay()
            bench.redis.close()
            #expect(await relay.relayOnce() == .failed)
            #expect(try await bench.number("SELECT max(tries) FROM event.outbox") == 0)
        }
    }

    @Test("keeps what a stream has no room for in Postgres")
    func fullStream() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(10)
            var pace = OutboxRelay.Pace()
            pace.streamLimit = 4
            let relay = OutboxRelay(
                pool: bench.pool, redis: bench.redis, on: loop.reactor, log: nil, pace: pace)
            #expect(await relay.relayOnce() == .nothing)
            #expect(try await bench.redis.command("XLEN", "ev:test.count") == .integer(4))
            #expect(try await bench.number("SELECT count(*) FROM event.outbox WHERE tries = 0") == 6)
        }
    }

    @Test("lets one at a time work outside for it, until that fails or its time is over")
    func claims() async throws {
        try await EventBench.run { _, bench in
            try await bench.put(1)
            func claim(_ time: String) async throws -> Int {
                let sql = SQL(trusted: "SELECT * FROM event.claim(1, interval '\(time)')")
                return try await bench.pool.query(sql).count
            }
            func due() async throws -> Int {
                try await bench.number(
                    "SELECT round(extract(epoch FROM due_at - clock_timestamp()))::int FROM event.outbox")
            }
            #expect(try await claim("40 s") == 1)
            // Nobody begins it again, and no relay brings it before.
            #expect(try await claim("40 s") == 0)
            #expect(try await (39...40).contains(due()))
            _ = try await bench.pool.query("SELECT event.failed(1, 'no answer', false)")
            #expect(try await due() <= 1)
            #expect(try await claim("0 s") == 1)
            // Whoever held it has died.
            #expect(try await claim("40 s") == 1)
            #expect(try await bench.pool.query("SELECT * FROM event.take(1)").count == 1)
            #expect(try await claim("40 s") == 0)
        }
    }

    @Test("shows its rows and its bodies to nobody but the role that they are owed to")
    func rights() async throws {
        try await EventBench.run { loop, bench in
            try await bench.put(1)
            let ticket = EventBench.pool(bench.folder, bench.database, user: "sluice_ticket", on: loop)
            defer { ticket.close() }
            #expect(try await ticket.query("SELECT * FROM event.look(1)").isEmpty)
            #expect(try await ticket.query("SELECT * FROM event.take(1)").isEmpty)
            let reads: [SQL] = [
                "SELECT * FROM event.outbox", "SELECT * FROM event.idem", "SELECT event.replay(1)",
            ]
            for read in reads {
                let error = await #expect(throws: PostgresError.self) { _ = try await ticket.query(read) }
                #expect(error?.sqlState == "42501")
            }
            #expect(try await bench.pool.query("SELECT * FROM event.take(1)").count == 1)
        }
    }
}
