import EventLoop
import Postgres
import TestKit
import Testing

/// A service's own error, as a transaction's body throws it.
enum ShopFailure: PostgresFailure, Equatable {
    case soldOut
    case database(PostgresError)

    init(_ error: PostgresError) {
        self = .database(error)
    }

    var postgresError: PostgresError? {
        if case .database(let error) = self { error } else { nil }
    }
}

@Suite("Transactions on a real server") struct PostgresTransactionTests {
    private static let insert: SQL = "INSERT INTO t VALUES ($1)"
    private static let count: SQL = "SELECT count(*) FROM t"

    /// How many sessions of this database are within a transaction, the asking one aside.
    private static let open: SQL = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
        """

    @Test("a service's own error rolls back and comes out as it is") func ownError() async throws {
        try await withPool { _, pool async throws in
            _ = try await pool.query("CREATE TABLE t (id int)")
            await #expect(throws: ShopFailure.soldOut) {
                try await pool.transaction { transaction throws(ShopFailure) in
                    do throws(PostgresError) {
                        _ = try await transaction.query(Self.insert, [1])
                    } catch {
                        throw ShopFailure(error)
                    }
                    throw .soldOut
                }
            }
            #expect(try await pool.query(Self.count)[0].int(0) == 0)
            #expect(pool.statistics.connects == 1)
        }
    }

    @Test("a transaction may ask to be rolled back and still bring its value") func asked() async throws {
        try await withPool { _, pool async throws in
            _ = try await pool.query("CREATE TABLE t (id int)")
            let seen = try await pool.transaction { transaction throws(PostgresError) in
                _ = try await transaction.query(Self.insert, [1])
                transaction.rollBack()
                return try await transaction.query(Self.count)[0].int(0)
            }
            #expect(seen == 1)
            #expect(try await pool.query(Self.count)[0].int(0) == 0)
        }
    }

    @Test("an error that the function hides makes the commit an error") func hidden() async throws {
        try await withPool { _, pool async throws in
            _ = try await pool.query("CREATE TABLE t (id int)")
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction { transaction throws(PostgresError) in
                    _ = try await transaction.query(Self.insert, [1])
                    do throws(PostgresError) {
                        _ = try await transaction.query("SELECT 1 / 0")
                    } catch {
                        #expect(error.sqlState == "22012")
                    }
                }
            }
            #expect(error?.kind == .rolledBack)
            #expect(try await pool.query(Self.count)[0].int(0) == 0)
        }
    }

    @Test("a savepoint undoes what failed within it and nothing else") func savepoint() async throws {
        try await withPool { _, pool async throws in
            _ = try await pool.query("CREATE TABLE t (id int PRIMARY KEY)")
            try await pool.transaction { transaction throws(PostgresError) in
                _ = try await transaction.query(Self.insert, [1])
                for id in [2, 1] as [Int64] {
                    do throws(PostgresError) {
                        try await transaction.savepoint { transaction throws(PostgresError) in
                            _ = try await transaction.query(Self.insert, [.int64(id + 10)])
                            _ = try await transaction.query(Self.insert, [.int64(id)])
                        }
                    } catch {
                        #expect(error.sqlState == .uniqueViolation && id == 1)
                    }
                }
            }
            let rows = try await pool.query("SELECT array_agg(id ORDER BY id) FROM t")
            #expect(try rows[0].int32Array(0) == [1, 2, 12])
        }
    }

    @Test("a constraint that is looked at when all is done fails the commit, also of a lone statement")
    func deferred() async throws {
        try await withPool {
            $0.connections = 1
        } _: { _, pool async throws in
            _ = try await pool.query("CREATE TABLE t (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
            _ = try await pool.query(Self.insert, [1])
            let alone = await #expect(throws: PostgresError.self) {
                _ = try await pool.query(Self.insert, [1])
            }
            #expect(alone?.sqlState == .uniqueViolation && alone?.isOutcomeUnknown == false)
            let pipeline = await #expect(throws: PostgresError.self) {
                _ = try await pool.pipeline([PostgresStatement(Self.insert, [1])])
            }
            #expect(pipeline?.sqlState == .uniqueViolation && pipeline?.statement == nil)
            let transaction = await #expect(throws: PostgresError.self) {
                try await pool.transaction { transaction throws(PostgresError) in
                    _ = try await transaction.query(Self.insert, [1])
                }
            }
            #expect(transaction?.sqlState == .uniqueViolation)
            #expect(try await pool.query(Self.count)[0].int(0) == 1)
            #expect(pool.statistics.connects == 1)
        }
    }

    @Test("two who cannot be put in an order: one is tried again, and both are done") func serialization()
        async throws
    {
        try await withPool {
            $0.connections = 2
        } _: { loop, pool async throws in
            _ = try await pool.query("CREATE TABLE t (id int)")
            let box = LoopBound(pool, on: loop.reactor)
            let both = Meeting(loop.reactor)
            let tasks = (0..<2).map { number in
                Task(executorPreference: loop.executor) {
                    try await Self.countThenInsert(box, number: number, both, on: loop)
                }
            }
            for task in tasks { try await task.value }
            #expect(
                try await pool.query("SELECT array_agg(id ORDER BY id) FROM t")[0].int32Array(0) == [0, 1])
            #expect(pool.statistics.retries >= 1)
        }
    }

    /// Writes how many rows there are: two of these at once cannot both have seen none.
    private static func countThenInsert(
        _ box: LoopBound<PostgresPool>, number: Int, _ both: Meeting, on loop: isolated Loop
    ) async throws {
        guard let pool = box.value else { return }
        var isFirst = true
        try await pool.transaction(.serializable) { transaction throws(PostgresError) in
            let seen = try await transaction.query(Self.count)[0].int64(0)
            if isFirst { await both.meet() }
            isFirst = false
            _ = try await transaction.query(Self.insert, [.int64(seen)])
        }
    }

    @Test("a transaction that keeps conflicting is given up after its retries") func givesUp() async throws {
        try await withPool { _, pool async throws in
            var runs = 0
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction(retries: 3) { transaction throws(PostgresError) in
                    runs += 1
                    _ = try await transaction.query(
                        "SELECT 1/(1 - $1::int)", [.int32(0)])
                    throw PostgresError(sqlState: .serializationFailure, message: "made up")
                }
            }
            #expect(error?.sqlState == .serializationFailure && runs == 4)
            #expect(pool.statistics.retries == 3 && pool.statistics.connects == 1)
        }
    }

    @Test(
        "whenever its task is cancelled, nothing of a transaction stays open or is kept",
        arguments: 0..<12, [1, 2])
    func cancelled(moment: Int, connections: Int) async throws {
        try await withPool {
            // With one alone, the next caller gets the very one whose transaction was broken off.
            $0.connections = connections
        } _: { loop, pool async throws in
            _ = try await pool.query("CREATE TABLE t (id int)")
            let box = LoopBound(pool, on: loop.reactor)
            let task = Task(executorPreference: loop.executor) {
                try await Self.fiveInserts(box, on: loop)
            }
            // Each turn of the loop is a little further along the five round trips.
            for _ in 0..<moment * 3 { await Task.yield() }
            task.cancel()
            let outcome = await task.result
            let end = LoopInstant.now.advanced(by: .seconds(5))
            while try await pool.query(Self.open)[0].int(0) > 0, LoopInstant.now < end {}
            #expect(try await pool.query(Self.open)[0].int(0) == 0)
            let rows = try await pool.query(Self.count)[0].int(0)
            switch outcome {
            case .success: #expect(rows == 5)
            case .failure(let error):
                let isUnknown = (error as? PostgresError)?.isOutcomeUnknown == true
                #expect(rows == 0 || isUnknown && rows == 5)
            }
        }
    }

    @Test("who lingers after being cancelled and those who come next never have one connection together")
    func lingers() async throws {
        try await withPool {
            $0.connections = 1
        } _: { loop, pool async throws in
            _ = try await pool.query("SELECT pg_sleep(0.01)")
            let notes = Notes()
            let box = LoopBound(pool, on: loop.reactor)
            let first = Task(executorPreference: loop.executor) {
                try await Self.linger(box, "A", sleeps: true, notes, on: loop)
            }
            while notes.all.isEmpty { await Task.yield() }
            let others = ["B", "C"].map { name in
                Task(executorPreference: loop.executor) {
                    try await Self.linger(box, name, sleeps: false, notes, on: loop)
                }
            }
            while pool.statistics.waiting < 2 { await Task.yield() }
            first.cancel()
            _ = await first.result
            for task in others { try await task.value }
            #expect(notes.all == ["A in", "A out", "B in", "B out", "C in", "C out"])
        }
    }

    /// Has a transaction for a while, says so, and hides that it was cancelled.
    private static func linger(
        _ box: LoopBound<PostgresPool>, _ name: String, sleeps: Bool, _ notes: Notes, on loop: isolated Loop
    ) async throws {
        guard let pool = box.value else { return }
        try await pool.transaction { transaction throws(PostgresError) in
            notes.add("\(name) in")
            if sleeps {
                do throws(PostgresError) {
                    _ = try await transaction.query("SELECT pg_sleep(0.01)")
                } catch {
                    #expect(error.kind == .cancelled)
                }
            }
            let end = LoopInstant.now.advanced(by: .milliseconds(100))
            while LoopInstant.now < end { await Task.yield() }
            notes.add("\(name) out")
        }
    }

    private static func fiveInserts(_ box: LoopBound<PostgresPool>, on loop: isolated Loop) async throws {
        guard let pool = box.value else { return }
        try await pool.transaction { transaction throws(PostgresError) in
            for number in 0..<5 as Range<Int64> {
                _ = try await transaction.query(Self.insert, [.int64(number)])
            }
        }
    }

    @Test("COPY brings rows of all kinds, and what breaks off leaves none") func copy() async throws {
        try await withPool { _, pool async throws in
            _ = try await pool.query(
                "CREATE TABLE \"odd \"\"name\" (id int PRIMARY KEY, name text, raw bytea, tags text[])")
            let columns = ["id", "name", "raw", "tags"]
            let rows = (0..<20_000).map { number -> [PostgresValue] in
                let name: PostgresValue = number % 3 == 0 ? .null : .text("a\tb\\c\n\r\(number) ঢাকা")
                let raw: [UInt8] = [0, 92, UInt8(number % 256)]
                return [.int64(Int64(number)), name, .bytes(raw), .textArray(["x,\"y\\", ""])]
            }
            #expect(
                try await pool.copyIn(table: "public.odd \"name", columns: columns, rows: rows) == 20_000)
            let row = try await pool.query("SELECT name, raw, tags FROM \"odd \"\"name\" WHERE id = 19999")[0]
            #expect(try row.text(0) == "a\tb\\c\n\r19999 ঢাকা")
            #expect(try row.bytes(1) == [0, 92, 31])
            #expect(try row.textArray(2) == ["x,\"y\\", ""])
            let twice = await #expect(throws: PostgresError.self) {
                _ = try await pool.copyIn(table: "odd \"name", columns: columns, rows: rows)
            }
            #expect(twice?.sqlState == .uniqueViolation)
            var broken: [[PostgresValue]] = (90_000..<99_000).map { [.int64($0)] }
            broken.append([])
            let short = await #expect(throws: PostgresError.self) {
                _ = try await pool.copyIn(table: "odd \"name", columns: ["id"], rows: broken)
            }
            #expect(short?.kind == .invalidArgument)
            #expect(try await pool.query("SELECT count(*) FROM \"odd \"\"name\"")[0].int(0) == 20_000)
        }
    }
}
