import EventLoop
import Postgres
import ServiceKit
import Settings
import Synchronization

/// A command that works on the database as its owner, and ends.
enum DatabaseCommand {
    /// Runs a command's work over a pool of its own; the answer is the exit status.
    ///
    /// What the work throws is told in one line, with status 1.
    static func run<Failure: PostgresFailure>(
        _ command: ParsedCommand, environment: [String: String],
        _ work: @escaping @Sendable (PostgresPool) async throws(Failure) -> Int32
    ) -> Int32 {
        let path = command.value("config")
        guard let settings = ConfigurationFile.settings(path, command: command, environment: environment)
        else { return 78 }
        do throws(SystemError) {
            let status = Mutex<Int32>(1)
            let blocking = try BlockingPool(threads: 1)
            defer { blocking.stop() }
            let loop = try Loop()
            // As the owner of the database, unless the address says whom to log in as.
            let configuration = PostgresConfiguration(
                settings.postgres, as: "sluice", becomesIt: false, named: "sluice \(command.name)",
                statementTimeout: .seconds(120), connections: 1)
            let task: @Sendable () async -> Void = {
                let ended = await run(configuration, NameResolver(pool: blocking), on: loop, work)
                status.withLock { $0 = ended }
                loop.stop()
            }
            // The loop runs on this thread until the task has stopped it.
            loop.run { _ in Task(executorPreference: loop.executor, operation: task) }
            return status.withLock { $0 }
        } catch {
            Terminal.complain("sluice: \(error)")
            return 1
        }
    }

    private static func run<Failure: PostgresFailure>(
        _ configuration: PostgresConfiguration, _ resolver: NameResolver, on loop: isolated Loop,
        _ work: @Sendable (PostgresPool) async throws(Failure) -> Int32
    ) async -> Int32 {
        let pool = PostgresPool(configuration, on: loop, resolver: resolver)
        pool.connect()
        defer { pool.close() }
        do throws(Failure) {
            return try await work(pool)
        } catch {
            var reason = "\(error)"
            // Why there is no connection is more than that there is none.
            if case .disconnected(let cause) = pool.state { reason = "\(cause)" }
            Terminal.complain("sluice: \(reason)")
            return 1
        }
    }
}
