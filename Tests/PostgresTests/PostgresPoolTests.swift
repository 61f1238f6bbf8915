import EventLoop
import Postgres
import TestKit
import Testing

@Suite("PostgresPool on a real server") struct PostgresPoolTests {
    @Test("a statement brings its rows") func query() async throws {
        try await withPool { _, pool async throws in
            let rows = try await pool.query("SELECT 1 + $1::int, 'x' || $2", [.int32(41), "y"])
            #expect(rows.count == 1)
            #expect(try rows[0].int32(0) == 42)
            #expect(try rows[0].text(1) == "xy")
        }
    }

    @Test("a pipeline is one transaction, and the error names the statement") func pipeline() async throws {
        try await withPool { _, pool async throws in
            _ = try await pool.query("CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL)")
            let insert: SQL = "INSERT INTO t VALUES ($1, $2)"
            let rows = try await pool.pipeline([
                PostgresStatement(insert, [1, "a"]), PostgresStatement(insert, [2, "b"]),
                PostgresStatement("SELECT count(*) FROM t"),
            ])
            #expect(rows.map(\.affected) == [1, 1, 1])
            #expect(try rows[2][0].int64(0) == 2)
            let error = await #expect(throws: PostgresError.self) {
                _ = try await pool.pipeline([
                    PostgresStatement(insert, [3, "c"]), PostgresStatement(insert, [1, "d"]),
                    PostgresStatement(insert, [4, "e"]),
                ])
            }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(error?.constraint == "t_pkey")
            #expect(error?.statement == 1)
            #expect(error?.isOutcomeUnknown == false)
            #expect(try await pool.query("SELECT count(*) FROM t")[0].int(0) == 2)
        }
    }

    @Test("a transaction commits when it returns and rolls back when it throws") func transaction()
        async throws
    {
        try await withPool { _, pool async throws in
            _ = try await pool.query("CREATE TABLE t (id int)")
            let sum = try await pool.transaction { transaction throws(PostgresError) in
                _ = try await transaction.query("INSERT INTO t VALUES (1)")
                _ = try await transaction.query("INSERT INTO t VALUES (2)")
                return try await transaction.query("SELECT sum(id) FROM t")[0].int64(0)
            }
            #expect(sum == 3)
            await #expect(throws: PostgresError.self) {
                try await pool.transaction { transaction throws(PostgresError) in
                    _ = try await transaction.query("INSERT INTO t VALUES (3)")
                    _ = try await transaction.query("SELECT 1 / 0")
                }
            }
            #expect(try await pool.query("SELECT count(*) FROM t")[0].int(0) == 2)
        }
    }
}
