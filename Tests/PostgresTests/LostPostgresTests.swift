import EventLoop
import Postgres
import Synchronization
import TestKit
import Testing

@Suite("Losing Postgres", .serialized) struct LostPostgresTests {
    /// Waits until a pool's state is as wanted; each look is a turn of the loop.
    private static func turns(until condition: () -> Bool) async {
        let end = LoopInstant.now.advanced(by: .seconds(10))
        while !condition(), LoopInstant.now < end { await Task.yield() }
        #expect(condition())
    }

    private static func pipeline(
        _ box: LoopBound<PostgresPool>, _ statements: [PostgresStatement], on loop: isolated Loop
    ) async -> PostgresError? {
        guard let pool = box.value else { return nil }
        do throws(PostgresError) {
            _ = try await pool.pipeline(statements)
            return nil
        } catch {
            return error
        }
    }

    private static func configuration(_ server: PrivatePostgres) -> PostgresConfiguration {
        PostgresConfiguration(
            server: .unix(folder: server.folder), database: "postgres", user: "postgres",
            statementTimeout: .seconds(4), connections: 2,
            reconnect: ReconnectPolicy(first: .milliseconds(5), longest: .milliseconds(50)))
    }

    @Test("a server killed between COMMIT and its answer: the outcome is unknown, and the row is there")
    func unknownOutcome() async throws {
        // A commit waits for a standby that does not exist, when its transaction asks for that.
        let server = try PrivatePostgres(
            isDurable: true, settings: ["synchronous_standby_names=nobody", "synchronous_commit=local"])
        try await withLoop { loop async throws in
            let pool = PostgresPool(Self.configuration(server), on: loop)
            pool.connect()
            _ = try await pool.query("CREATE TABLE t (id int)")
            let box = LoopBound(pool, on: loop.reactor)
            let waits = PostgresStatement("SELECT set_config('synchronous_commit', 'on', true)")
            let task = Task(executorPreference: loop.executor) {
                await Self.pipeline(box, [waits, PostgresStatement("INSERT INTO t VALUES (1)")], on: loop)
            }
            let waiting: SQL = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
            while try await pool.query(waiting)[0].int(0) == 0 {}
            server.kill()
            let error = await task.value
            #expect(error?.isOutcomeUnknown == true)
            #expect(error?.retry == .later)
            await Self.turns { pool.state != .connected }
            let refused = await #expect(throws: PostgresError.self) { _ = try await pool.query("SELECT 1") }
            #expect(refused?.kind == .notConnected && refused?.isOutcomeUnknown == false)
            try server.start()
            await Self.turns { pool.state == .connected }
            #expect(try await pool.query("SELECT count(*) FROM t")[0].int(0) == 1)
            pool.close()
        }
    }

    @Test("a server killed before COMMIT: a transaction's loss is certain, and nothing is there")
    func certainLoss() async throws {
        let server = try PrivatePostgres(isDurable: true)
        try await withLoop { loop async throws in
            let pool = PostgresPool(Self.configuration(server), on: loop)
            pool.connect()
            _ = try await pool.query("CREATE TABLE t (id int)")
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction { transaction throws(PostgresError) in
                    _ = try await transaction.query("INSERT INTO t VALUES (1)")
                    server.kill()
                    _ = try await transaction.query("INSERT INTO t VALUES (2)")
                }
            }
            #expect(error?.isOutcomeUnknown == false)
            try server.start()
            await Self.turns { pool.state == .connected }
            #expect(try await pool.query("SELECT count(*) FROM t")[0].int(0) == 0)
            pool.close()
        }
    }

    @Test("while the server is down callers fail at once; those who wait are told; it is found again")
    func downAndUp() async throws {
        let server = try PrivatePostgres()
        try await withLoop { loop async throws in
            var configuration = Self.configuration(server)
            configuration.connections = 1
            let pool = PostgresPool(configuration, on: loop)
            var states: [Bool] = []
            pool.onStateChange { states.append($0 == .connected) }
            pool.connect()
            let box = LoopBound(pool, on: loop.reactor)
            let sleep = PostgresStatement("SELECT pg_sleep(30)")
            let first = Task(executorPreference: loop.executor) {
                await Self.pipeline(box, [sleep], on: loop)
            }
            await Self.turns { pool.statistics.busy == 1 }
            let second = Task(executorPreference: loop.executor) {
                await Self.pipeline(box, [sleep], on: loop)
            }
            await Self.turns { pool.statistics.waiting == 1 }
            server.stop()
            #expect(await first.value != nil)
            #expect(await second.value?.kind == .notConnected)
            let began = LoopInstant.now
            for _ in 0..<1000 {
                await #expect(throws: PostgresError.self) { _ = try await pool.query("SELECT 1") }
            }
            #expect(LoopInstant.now.since(began) < .seconds(1))
            try server.start()
            await Self.turns { pool.state == .connected }
            #expect(try await pool.query("SELECT 1").count == 1)
            #expect(states.first == true && states.last == true && states.contains(false))
            pool.close()
            let closed = await #expect(throws: PostgresError.self) { _ = try await pool.query("SELECT 1") }
            #expect(closed?.kind == .notConnected)
        }
    }

    @Test("a frozen server: the caller is told in time, and that the outcome is unknown") func frozen()
        async throws
    {
        let server = try PrivatePostgres()
        try await withLoop { loop async throws in
            var configuration = Self.configuration(server)
            configuration.statementTimeout = .milliseconds(200)
            let pool = PostgresPool(configuration, on: loop)
            pool.connect()
            _ = try await pool.query("CREATE TABLE t (id int)")
            _ = try await pool.query("INSERT INTO t VALUES (1)")
            server.freeze()
            let error = await #expect(throws: PostgresError.self) {
                _ = try await pool.query("INSERT INTO t VALUES (1)")
            }
            #expect(error?.kind == .timedOut && error?.isOutcomeUnknown == true)
            #expect(pool.statistics.timeouts == 1)
            server.thaw()
            await Self.turns { pool.state == .connected }
            pool.close()
        }
    }

    @Test("a listener hears that it may have missed something, whenever its connection is made anew")
    func listening() async throws {
        let server = try PrivatePostgres.shared()
        let database = try server.database()
        try await withLoop { loop async throws in
            let configuration = PostgresConfiguration(
                server: .unix(folder: server.folder), database: database, applicationName: "listens",
                reconnect: ReconnectPolicy(first: .milliseconds(5), longest: .milliseconds(50)))
            let pool = PostgresPool(configuration, on: loop)
            pool.connect()
            var heard: [PostgresNotification] = []
            var other: [PostgresNotification] = []
            pool.listen("Seats \"A\"") { heard.append($0) }
            pool.listen("other") { other.append($0) }
            await Self.turns { heard == [.began] && other == [.began] }
            _ = try await pool.query("SELECT pg_notify('Seats \"A\"', 'trip 7')")
            await Self.turns { heard.last == .said("trip 7") }
            try server.command(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = '\(database)' AND query LIKE 'LISTEN%'
                """)
            await Self.turns { heard.count == 3 && other.count == 2 }
            _ = try await pool.query("SELECT pg_notify('Seats \"A\"', 'trip 8')")
            await Self.turns { heard.count == 4 }
            #expect(heard == [.began, .said("trip 7"), .began, .said("trip 8")])
            #expect(other == [.began, .began])
            pool.close()
        }
    }
}
