import EventLoop
import Postgres
import Settings
import Synchronization

/// `sluice migrate`: brings the database to the schema of this build, and says what it did.
enum MigrateCommand {
    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        let path = command.value("config")
        guard let settings = ConfigurationFile.settings(path, command: command, environment: environment)
        else { return 78 }
        do throws(SystemError) {
            let status = Mutex<Int32>(1)
            let blocking = try BlockingPool(threads: 1)
            defer { blocking.stop() }
            let loop = try Loop()
            let address = settings.postgres
            let task: @Sendable () async -> Void = {
                let ended = await migrate(address, resolver: NameResolver(pool: blocking), on: loop)
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

    private static func migrate(
        _ address: PostgresAddress, resolver: NameResolver, on loop: isolated Loop
    ) async -> Int32 {
        let pool = PostgresPool(configuration(address), on: loop, resolver: resolver)
        pool.connect()
        defer { pool.close() }
        do throws(MigrationError) {
            let applied = try await Migrations.apply(Schema.migrations, on: pool)
            for migration in applied { Terminal.say("applied \(migration.owner) \(migration.number)") }
            Terminal.say("the schema is that of this build")
            return 0
        } catch {
            var reason = "\(error)"
            // Why there is no connection is more than that there is none.
            if case .disconnected(let cause) = pool.state { reason = "\(cause)" }
            Terminal.complain("sluice: \(reason)")
            return 1
        }
    }

    /// Migrations run as the owner of the database, unless the address says whom to log in as.
    private static func configuration(_ address: PostgresAddress) -> PostgresConfiguration {
        let server: PostgresEndpoint =
            switch address.server {
            case .folder(let folder): .unix(folder: folder)
            case .host(let host, let port): .tcp(host: host, port: port)
            }
        return PostgresConfiguration(
            server: server, database: address.database, user: address.user ?? "sluice",
            password: address.password.map { PostgresPassword($0.revealed) },
            applicationName: "sluice-migrate", statementTimeout: .seconds(120), connections: 1)
    }
}
