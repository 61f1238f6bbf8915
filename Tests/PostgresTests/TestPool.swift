import EventLoop
import Postgres
import TestKit

/// Runs a function with a connected pool on a loop of its own, on a fresh database of the shared server.
func withPool<Value: Sendable>(
    _ change: @escaping @Sendable (inout PostgresConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (isolated Loop, PostgresPool) async throws -> Value
) async throws -> Value {
    let server = try PrivatePostgres.shared()
    let database = try server.database()
    return try await withLoop { loop async throws in
        var configuration = PostgresConfiguration(server: .unix(folder: server.folder), database: database)
        change(&configuration)
        let pool = PostgresPool(configuration, on: loop)
        pool.connect()
        defer { pool.close() }
        return try await body(loop, pool)
    }
}

/// The one name that the file is called by.
enum TestPool {}
