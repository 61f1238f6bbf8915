import EventLoop
import Events
import Postgres
import Testing
import TestKit

@Suite("Idempotency keys")
struct IdempotencyTests {
    private static func key(_ key: String = "k", body: String = "{}", principal: String = "p") -> Idempotency
    {
        Idempotency(principal: principal, route: "POST /api/things", key: key, body: Array(body.utf8))
    }

    private static func effect(
        _ bench: EventBench, _ key: Idempotency, status: Int = 201, answer: String = "made"
    ) async throws(KeyFailure) -> StoredAnswer {
        try await key.run(in: bench.pool) { transaction throws(KeyFailure) in
            do throws(PostgresError) {
                _ = try await transaction.query("INSERT INTO test.effect VALUES ('x')")
            } catch {
                throw .database(error)
            }
            return StoredAnswer(status: status, body: Array(answer.utf8))
        }
    }

    @Test("five at once have one effect and one answer, and four of them say that it was stored")
    func twins() async throws {
        try await EventBench.run { loop, bench in
            for round in 0..<20 {
                let twins = Twins(count: 5)
                for _ in 0..<5 {
                    twins.start(on: loop) { try await Self.effect(bench, Self.key("round \(round)")) }
                }
                let answers = try await twins.all()
                #expect(answers.allSatisfy { $0.status == 201 && $0.body == Array("made".utf8) })
                #expect(answers.count { $0.isReplay } == 4)
                #expect(try await bench.effects() == round + 1)
            }
        }
    }

    @Test("another body under the key is refused, another principal or key is another request")
    func otherBody() async throws {
        try await EventBench.run { _, bench in
            _ = try await Self.effect(bench, Self.key())
            await #expect(throws: KeyFailure.reused) {
                _ = try await Self.effect(bench, Self.key(body: "{ }"))
            }
            #expect(try await bench.effects() == 1)
            _ = try await Self.effect(bench, Self.key("other"))
            _ = try await Self.effect(bench, Self.key(principal: "other"))
            #expect(try await bench.effects() == 3)
        }
    }

    @Test("what fails or is refused leaves no key behind, so it can be tried again")
    func failures() async throws {
        try await EventBench.run { _, bench in
            await #expect(throws: KeyFailure.refused) {
                _ = try await Self.key().run(in: bench.pool) { _ throws(KeyFailure) in throw .refused }
            }
            let refused = try await Self.effect(bench, Self.key(), status: 402, answer: "no money")
            #expect(refused.status == 402)
            #expect(try await bench.number("SELECT count(*) FROM event.idem") == 0)
            #expect(try await !Self.effect(bench, Self.key()).isReplay)
            #expect(try await Self.effect(bench, Self.key()).isReplay)
        }
    }

    @Test("a twin of a request in progress waits two seconds and is told so")
    func inProgress() async throws {
        try await EventBench.run { loop, bench async throws in
            let open = Parking(loop.reactor)
            let entered = Parking(loop.reactor)
            let first = Twins(count: 1)
            first.start(on: loop) {
                try await Self.key().run(in: bench.pool) { _ throws(KeyFailure) in
                    entered.wake()
                    _ = await open.park()
                    return StoredAnswer(status: 200, body: [])
                }
            }
            _ = await entered.park()
            let start = LoopInstant.now
            await #expect(throws: KeyFailure.inProgress) { _ = try await Self.effect(bench, Self.key()) }
            #expect(LoopInstant.now.since(start) >= .seconds(1.9))
            open.wake()
            #expect(try await first.all().count == 1)
            #expect(try await Self.effect(bench, Self.key()).isReplay)
            #expect(try await bench.effects() == 0)
        }
    }

    @Test("an effect whose answer is known beforehand goes with its key in one round trip")
    func pipeline() async throws {
        try await EventBench.run { _, bench in
            let key = Self.key()
            let statements = [
                key.statement(StoredAnswer(status: 201, body: [1, 2])),
                PostgresStatement("INSERT INTO test.effect VALUES ('x')"),
            ]
            _ = try await bench.pool.pipeline(statements)
            let error = await #expect(throws: PostgresError.self) {
                _ = try await bench.pool.pipeline(statements)
            }
            #expect(error?.sqlState == "SL010")
            #expect(try await bench.effects() == 1)
            let stored = try await key.replay(for: KeyFailure.self, in: bench.pool)
            #expect(stored == StoredAnswer(status: 201, body: [1, 2], isReplay: true))
            await #expect(throws: KeyFailure.reused) {
                _ = try await Self.key(body: "other").replay(for: KeyFailure.self, in: bench.pool)
            }
            #expect(try await Self.key("none").replay(for: KeyFailure.self, in: bench.pool) == nil)
        }
    }

    @Test("answers go after a day, done events after a month, and nothing else goes")
    func tidying() async throws {
        try await EventBench.run { _, bench in
            for key in ["old", "new"] { _ = try await Self.effect(bench, Self.key(key)) }
            try await bench.put(3)
            _ = try await bench.owner.query(
                "UPDATE event.idem SET created_at = now() - interval '25 hours' WHERE key = 'old'")
            _ = try await bench.owner.query(
                """
                UPDATE event.outbox SET done_at = now() - CASE id WHEN 1 THEN interval '31 days'
                    ELSE interval '29 days' END WHERE id < 3
                """)
            #expect(try await bench.number("SELECT event.tidy(100)") == 2)
            #expect(try await bench.number("SELECT count(*) FROM event.outbox") == 2)
            #expect(try await Self.effect(bench, Self.key("new")).isReplay)
            #expect(try await !Self.effect(bench, Self.key("old")).isReplay)
        }
    }
}
