import EventLoop
import Postgres
import TestKit
import Testing

@Suite("Migrations on a real server") struct MigrationTests {
    private let first = Migration(
        owner: "shop", number: 1, sql: "CREATE SCHEMA shop; CREATE TABLE shop.a (id int)")
    private let second = Migration(owner: "shop", number: 2, sql: "ALTER TABLE shop.a ADD COLUMN name text")

    @Test("they run once, in order, and the second time there is nothing to do") func twice() async throws {
        let (first, second) = (first, second)
        try await withPool { _, pool async throws in
            let all = Migrations.roles + [first]
            #expect(try await Migrations.apply(all, on: pool) == all)
            #expect(try await Migrations.apply(all, on: pool).isEmpty)
            #expect(try await Migrations.apply(all + [second], on: pool) == [second])
            let rows = try await pool.query("SELECT owner, number FROM sluice.migration ORDER BY 1, 2")
            let steps = try rows.map { "\(try $0.text(0)) \(try $0.int(1))" }
            #expect(steps == ["shop 1", "shop 2", "sluice 1"])
        }
    }

    @Test("eight who come at once do the work once") func concurrent() async throws {
        let all = Migrations.roles + [first, second]
        try await withPool {
            $0.connections = 8
        } _: { loop, pool async throws in
            var done: [Int] = []
            await withTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    let box = LoopBound(pool, on: loop.reactor)
                    group.addTask(executorPreference: loop.executor) {
                        await Self.apply(all, box, on: loop)
                    }
                }
                for await count in group { done.append(count) }
            }
            #expect(done.sorted() == [0, 0, 0, 0, 0, 0, 0, 3])
        }
    }

    private static func apply(
        _ all: [Migration], _ pool: LoopBound<PostgresPool>, on loop: isolated Loop
    ) async -> Int {
        guard let pool = pool.value else { return -1 }
        return (try? await Migrations.apply(all, on: pool).count) ?? -1
    }

    @Test("a step that fails leaves nothing of any step behind") func failing() async throws {
        let first = first
        try await withPool { _, pool async throws in
            let broken = Migration(
                owner: "shop", number: 2, sql: "CREATE TABLE shop.b (id int); SELECT 1 / 0")
            let error = await #expect(throws: MigrationError.self) {
                _ = try await Migrations.apply([first, broken], on: pool)
            }
            guard case .failed("shop", 2, let cause) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(cause.sqlState == "22012")
            let left = try await pool.query("SELECT to_regclass('shop.a')::text")
            let table = try left[0].optionalText(0)
            #expect(table == nil)
        }
    }

    @Test("edited and unknown histories are refused, and so are numbers with holes") func histories()
        async throws
    {
        let (first, second) = (first, second)
        try await withPool { _, pool async throws in
            _ = try await Migrations.apply([first, second], on: pool)
            let edited = Migration(owner: "shop", number: 1, sql: first.sql + " ")
            await #expect(throws: MigrationError.edited(owner: "shop", number: 1)) {
                _ = try await Migrations.apply([edited, second], on: pool)
            }
            await #expect(throws: MigrationError.unknown(owner: "shop", number: 2)) {
                _ = try await Migrations.apply([first], on: pool)
            }
            await #expect(throws: MigrationError.misnumbered(owner: "shop")) {
                _ = try await Migrations.apply([second], on: pool)
            }
        }
    }

    @Test("the roles can log in, and what nobody granted is closed to them") func roles() async throws {
        let server = try PrivatePostgres.shared()
        let database = try server.database()
        try await withLoop { loop async throws in
            let owner = PostgresPool(
                PostgresConfiguration(server: .unix(folder: server.folder), database: database), on: loop)
            owner.connect()
            _ = try await Migrations.apply(Migrations.roles, on: owner)
            let service = PostgresPool(
                PostgresConfiguration(
                    server: .unix(folder: server.folder), database: database, user: "sluice_booking"),
                on: loop)
            service.connect()
            let error = await #expect(throws: PostgresError.self) {
                _ = try await service.query("SELECT * FROM sluice.migration")
            }
            #expect(error?.sqlState == "42501")
            let become = PostgresPool(
                PostgresConfiguration(
                    server: .unix(folder: server.folder), database: database, role: "sluice_payment"),
                on: loop)
            become.connect()
            #expect(try await become.query("SELECT current_user")[0].text(0) == "sluice_payment")
            for pool in [owner, service, become] { pool.close() }
        }
    }
}
