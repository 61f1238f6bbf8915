import EventLoop
import Postgres
import TestKit
import Testing

@Suite("The bounds of a pool, on a real server") struct PostgresPoolBoundsTests {
    /// Begins work with a pool in a task of its own on the pool's loop.
    private static func start<Value: Sendable>(
        _ pool: PostgresPool, on loop: isolated Loop,
        _ body: @escaping @Sendable (PostgresPool) async throws -> Value
    ) -> Task<Value, any Error> {
        let box = LoopBound(pool, on: loop.reactor)
        return Task(executorPreference: loop.executor) { try await Self.perform(box, on: loop, body) }
    }

    private static func perform<Value: Sendable>(
        _ box: LoopBound<PostgresPool>, on loop: isolated Loop,
        _ body: @escaping @Sendable (PostgresPool) async throws -> Value
    ) async throws -> Value {
        guard let pool = box.value else { throw PostgresError(.notConnected) }
        return try await body(pool)
    }

    /// Waits until a pool's numbers are as wanted; each look is a turn of the loop.
    private static func turns(until condition: () -> Bool) async {
        let end = LoopInstant.now.advanced(by: .seconds(10))
        while !condition(), LoopInstant.now < end { await Task.yield() }
    }

    @Test("callers wait in order, more than allowed are refused, and who waits too long is told")
    func waiting()
        async throws
    {
        try await withPool {
            $0.connections = 1
            $0.maximumWaiters = 2
            $0.waitLimit = .milliseconds(300)
        } _: { loop, pool async throws in
            let holder = Self.start(pool, on: loop) { try await $0.query("SELECT pg_sleep(0.8)").count }
            await Self.turns { pool.statistics.busy == 1 && pool.statistics.leases == 1 }
            let first = Self.start(pool, on: loop) { try await $0.query("SELECT 1").count }
            let second = Self.start(pool, on: loop) { try await $0.query("SELECT 2").count }
            await Self.turns { pool.statistics.waiting == 2 }
            let refused = await #expect(throws: PostgresError.self) { _ = try await pool.query("SELECT 3") }
            #expect(refused?.kind == .overloaded && refused?.retry == .later)
            for task in [first, second] {
                let late = await #expect(throws: PostgresError.self) { _ = try await task.value }
                #expect(late?.kind == .noConnectionFree && late?.isOutcomeUnknown == false)
            }
            #expect(try await holder.value == 1)
            #expect(pool.statistics.refusals == 3 && pool.statistics.waiting == 0)
            #expect(try await pool.query("SELECT 4")[0].int(0) == 4)
        }
    }

    @Test("a pool grows to its bound and no further, and everybody is served") func grows() async throws {
        try await withPool {
            $0.connections = 3
        } _: { loop, pool async throws in
            let tasks = (0..<40).map { number in
                Self.start(pool, on: loop) {
                    try await $0.query("SELECT $1::int, pg_sleep(0.005)", [.int32(Int32(number))])[0].int(0)
                }
            }
            var answers: [Int] = []
            for task in tasks { answers.append(try await task.value) }
            #expect(answers == Array(0..<40))
            #expect(pool.statistics.open == 3 && pool.statistics.busy == 0)
        }
    }

    @Test("a statement that takes too long is ended by the server, and its connection goes on") func timeout()
        async throws
    {
        try await withPool {
            $0.connections = 1
            $0.statementTimeout = .milliseconds(100)
        } _: { _, pool async throws in
            let error = await #expect(throws: PostgresError.self) {
                _ = try await pool.query("SELECT pg_sleep(5)")
            }
            #expect(error?.sqlState == .queryCanceled && error?.isOutcomeUnknown == false)
            #expect(try await pool.query("SELECT 1")[0].int(0) == 1)
            #expect(pool.statistics.connects == 1)
        }
    }

    @Test("a caller who is cancelled leaves at once; short work ends by itself and nothing is lost")
    func cancelled()
        async throws
    {
        try await withPool {
            $0.connections = 1
        } _: { loop, pool async throws in
            // Once before, so that the statement itself is under way when it is cancelled.
            _ = try await pool.query("SELECT pg_sleep(0.05)")
            let task = Self.start(pool, on: loop) { try await $0.query("SELECT pg_sleep(0.05)").count }
            await Self.turns { pool.statistics.leases == 2 }
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { _ = try await task.value }
            #expect(error?.kind == .cancelled && error?.isOutcomeUnknown == true)
            #expect(try await pool.query("SELECT 1")[0].int(0) == 1)
            #expect(pool.statistics.connects == 1 && pool.statistics.losses == 0)
        }
    }

    @Test("a pipeline that fails gives its one connection back, time and again")
    func failingPipelines() async throws {
        try await withPool {
            $0.connections = 1
            $0.waitLimit = .seconds(2)
        } _: { _, pool async throws in
            for _ in 0..<5 {
                let error = await #expect(throws: PostgresError.self) {
                    _ = try await pool.pipeline(
                        ["SELECT 1", "SELECT 1 / 0", "SELECT 2"].map { PostgresStatement($0) })
                }
                #expect(error?.sqlState == ("22012" as SQLState))
            }
            #expect(try await pool.query("SELECT 1")[0].int(0) == 1)
            #expect(pool.statistics.connects == 1 && pool.statistics.losses == 0)
        }
    }

    @Test("a caller who leaves between the statements of a transaction leaves the connection fit")
    func leftTransactions() async throws {
        try await withPool {
            $0.connections = 1
            $0.waitLimit = .seconds(2)
        } _: { loop, pool async throws in
            for _ in 0..<5 {
                let asked = pool.statistics.leases
                let parking = Parking(loop.reactor)
                let task = Self.start(pool, on: loop) { pool in
                    try await pool.transaction { transaction throws(PostgresError) in
                        _ = try await transaction.query("SELECT 1")
                        if await parking.park() == .cancelled { throw PostgresError(.cancelled) }
                    }
                }
                await Self.turns { pool.statistics.leases == asked + 1 }
                for _ in 0..<20 { await Task.yield() }
                task.cancel()
                _ = await #expect(throws: PostgresError.self) { _ = try await task.value }
                #expect(try await pool.query("SELECT 1")[0].int(0) == 1)
            }
            #expect(pool.statistics.connects == 1 && pool.statistics.losses == 0)
        }
    }

    @Test("long work that nobody waits for is cancelled on the server, and its connection is not used again")
    func abandoned() async throws {
        let server = try PrivatePostgres.shared()
        let database = try server.database()
        try await withLoop { loop async throws in
            let configuration = PostgresConfiguration(
                server: .unix(folder: server.folder), database: database, connections: 2)
            let pool = PostgresPool(configuration, on: loop)
            pool.connect()
            let task = Self.start(pool, on: loop) { try await $0.query("SELECT pg_sleep(60)").count }
            let running: SQL =
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND datname = $1"
            while try await pool.query(running, [.text(database)])[0].int(0) == 0 {}
            task.cancel()
            _ = await #expect(throws: PostgresError.self) { _ = try await task.value }
            // The server has four more seconds of its own limit: the cancel must come before.
            let began = LoopInstant.now
            while try await pool.query(running, [.text(database)])[0].int(0) != 0 {}
            #expect(LoopInstant.now.since(began) < .seconds(3))
            await Self.turns { pool.statistics.losses == 1 }
            #expect(pool.statistics.losses == 1)
            pool.close()
        }
    }

    @Test("a waiting caller who is cancelled takes nobody's place") func cancelledWhileWaiting() async throws
    {
        try await withPool {
            $0.connections = 1
        } _: { loop, pool async throws in
            let holder = Self.start(pool, on: loop) { try await $0.query("SELECT pg_sleep(0.1)").count }
            await Self.turns { pool.statistics.leases == 1 }
            let first = Self.start(pool, on: loop) { try await $0.query("SELECT 1").count }
            let second = Self.start(pool, on: loop) { try await $0.query("SELECT 2").count }
            await Self.turns { pool.statistics.waiting == 2 }
            first.cancel()
            let error = await #expect(throws: PostgresError.self) { _ = try await first.value }
            #expect(error?.kind == .cancelled && error?.isOutcomeUnknown == false)
            #expect(try await second.value == 1)
            #expect(try await holder.value == 1)
        }
    }

    @Test("statements come and go within the bound of prepared ones") func prepared() async throws {
        try await withPool {
            $0.connections = 1
            $0.preparedStatements = 8
        } _: { _, pool async throws in
            for round in 0..<3 {
                for number in 0..<20 {
                    let sql = SQL(trusted: "SELECT \(number) + $1::int")
                    #expect(try await pool.query(sql, [.int64(Int64(round))])[0].int(0) == number + round)
                }
            }
            #expect(try await pool.query("SELECT count(*) FROM pg_prepared_statements")[0].int(0) <= 8)
        }
    }

    @Test("a table that changed under a prepared statement costs one error, never a wrong answer")
    func stalePlan()
        async throws
    {
        try await withPool {
            $0.connections = 1
        } _: { _, pool async throws in
            _ = try await pool.query("CREATE TABLE t (a int)")
            _ = try await pool.query("INSERT INTO t VALUES (1)")
            #expect(try await pool.query("SELECT * FROM t")[0].int(0) == 1)
            _ = try await pool.query("ALTER TABLE t ADD COLUMN b int DEFAULT 2")
            let error = await #expect(throws: PostgresError.self) {
                _ = try await pool.query("SELECT * FROM t")
            }
            #expect(error?.sqlState == "0A000" && error?.retry == .now)
            #expect(try await pool.query("SELECT * FROM t")[0].int(1) == 2)
            #expect(pool.statistics.connects == 2 && pool.state == .connected)
        }
    }

    @Test("COPY in a statement ends that connection and nothing else") func copyInStatement() async throws {
        try await withPool { _, pool async throws in
            let error = await #expect(throws: PostgresError.self) {
                _ = try await pool.query("COPY (SELECT 1) TO STDOUT")
            }
            #expect(error?.kind == .protocolViolation)
            #expect(try await pool.query("SELECT 1").count == 1)
        }
    }
}
