import Glibc
internal import Synchronization

/// A Postgres server of the tests' own: a Unix socket in a folder of its own, no network, any role by trust.
///
/// One server serves a whole test process (`shared`), with a fresh database a test; a test that kills or
/// freezes its server makes one of its own. The server and its folder go away with the object, and with the
/// process, however that ends. As root it runs as the user `postgres`, since Postgres refuses root.
package final class PrivatePostgres: Sendable {
    /// What could not be done, with what the program said.
    package struct Failure: Error {
        /// The program and its output.
        package let output: String
    }

    /// The folder of its socket, as a connection names it.
    package let folder: String
    /// Its port on 127.0.0.1, when it was asked for.
    package let port: UInt16?
    private let isDurable: Bool
    private let settings: [String]
    private let children = Mutex(ServerChildren())
    private let templates = Mutex<[String: Task<Void, any Error>]>([:])
    private static let common = Mutex<PrivatePostgres?>(nil)
    private static let databases = Atomic(0)

    /// The roles that every one of its databases knows, besides the superuser `postgres`.
    package static let roles = [
        "sluice", "sluice_identity", "sluice_booking", "sluice_payment", "sluice_ticket",
    ]

    /// The server of this test process, which nobody may kill; its databases are lost in a crash.
    package static func shared() throws -> PrivatePostgres {
        try common.withLock { server in
            if let server { return server }
            let made = try PrivatePostgres()
            server = made
            return made
        }
    }

    /// Makes and starts a server, and returns when it answers.
    ///
    /// A durable one syncs its log, as a test needs that kills the server. `settings` are added as
    /// `name=value`.
    package init(isDurable: Bool = false, settings: [String] = [], onTCP: Bool = false) throws {
        var template = Array("/tmp/sluice-postgres-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(output: "mkdtemp failed") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.isDurable = isDurable
        port = onTCP ? FreePort.next() : nil
        let network = port.map { ["listen_addresses=127.0.0.1", "port=\($0)"] } ?? []
        self.settings = network + settings
        if let user = ServerUser.postgres { chown(folder, user.id, user.group) }
        let initdb = ServerProgram.initdb(folder: "\(folder)/data")
        try Self.check(initdb)
        try start()
        let roles = Self.roles.map { "CREATE ROLE \($0) LOGIN;" }.joined(separator: "\n")
        let members = Self.roles.dropFirst().joined(separator: ", ")
        try command("\(roles)\nGRANT \(members) TO sluice; ALTER ROLE sluice CREATEROLE CREATEDB;")
    }

    deinit {
        kill()
        _ = ServerProgram(["rm", "-rf", folder]).run()
    }

    /// Makes an empty database that `sluice` owns, and answers its name.
    package func database() throws -> String {
        try database(copying: "template1")
    }

    /// Makes a copy of a database that `prepare` fills at the first call with this key, and answers its name.
    ///
    /// A suite applies its migrations there, once for all its tests. `prepare` gets the name of the empty
    /// database, and must leave no connection to it behind.
    package func database(
        like key: String, prepare: @escaping @Sendable (String) async throws -> Void
    ) async throws -> String {
        let template = "like_\(key)"
        let filling = templates.withLock { templates in
            if let known = templates[key] { return known }
            let task = Task {
                try self.command("CREATE DATABASE \"\(template)\" OWNER sluice")
                try await prepare(template)
            }
            templates[key] = task
            return task
        }
        try await filling.value
        return try database(copying: template)
    }

    private func database(copying template: String) throws -> String {
        let number = Self.databases.wrappingAdd(1, ordering: .relaxed).newValue
        let name = "test_\(number)"
        try command("CREATE DATABASE \(name) OWNER sluice TEMPLATE \"\(template)\"")
        return name
    }

    /// Runs SQL as the superuser, by psql, and answers what it printed: rows by lines, columns by `|`.
    @discardableResult
    package func command(_ sql: String, in database: String = "postgres") throws -> String {
        let psql = ServerProgram(
            [
                "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", folder, "-p",
                "\(port ?? 5432)",
                "-U", "postgres", "-d",
                database, "-c", sql,
            ])
        return try Self.check(psql)
    }

    // MARK: Its life

    /// Starts the server again after `kill` or `stop`, with the same files, and returns when it answers.
    package func start() throws {
        let server = ServerProgram.postgres(folder: folder, isDurable: isDurable, settings: settings)
        let started = try ServerChildren(server, folder: folder)
        children.withLock { $0 = started }
        for _ in 0..<2000 {
            if ServerProgram(["pg_isready", "-q", "-h", folder, "-p", "\(port ?? 5432)"], isOfServer: true)
                .run().status == 0
            {
                return
            }
            if !started.isAlive { break }
            usleep(5_000)
        }
        throw Failure(output: started.output())
    }

    /// Kills the server with all its processes, without any care for its data, and waits until it is gone.
    package func kill() {
        children.withLock { $0.end(with: SIGQUIT) }
    }

    /// Stops the server in order, and waits until it is gone.
    package func stop() {
        children.withLock { $0.end(with: SIGINT) }
    }

    /// Stops all its processes where they stand: it accepts nothing and answers nothing.
    package func freeze() {
        children.withLock { $0.signalAll(SIGSTOP) }
    }

    /// Lets a frozen server go on.
    package func thaw() {
        children.withLock { $0.signalAll(SIGCONT) }
    }

    @discardableResult
    private static func check(_ program: ServerProgram) throws -> String {
        let (status, output) = program.run()
        if status != 0 { throw Failure(output: "\(program.words.prefix(1)): \(output)") }
        return output
    }
}
