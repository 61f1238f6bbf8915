import CLinux
import Foundation
import Supervisor
import Testing

@Suite("The private Postgres") struct PostgresChildTests {
    /// The prepared folder of a server, with its files written.
    private static func spec(_ folder: borrowing DataFolder) throws -> PostgresServerSpec {
        let user = try PostgresUser.present()
        let path = try PostgresFolder.prepare(in: folder.path, for: user)
        let spec = PostgresServerSpec(folder: path, user: user, lockDescriptor: folder.lockDescriptor)
        for file in spec.files {
            try WholeFile.write(Array(file.text.utf8), to: "\(path)/\(file.name)", mode: 0o644)
        }
        return spec
    }

    private static func psql(_ folder: String, _ sql: String, as role: String = "sluice") -> String {
        let process = Process()
        let output = Foundation.Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/psql")
        process.arguments = ["-X", "-A", "-t", "-q", "-h", folder, "-U", role, "-d", "sluice", "-c", sql]
        process.standardOutput = output
        process.standardError = output
        guard (try? process.run()) != nil else { return "" }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func server(_ folder: String) -> pid_t {
        let note = (try? String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8)) ?? ""
        return note.split(separator: "\n").first.flatMap { pid_t($0) } ?? 0
    }

    @Test(
        "is made once, lets its roles in and nobody from the network, survives a kill, and stops in order",
        .timeLimit(.minutes(2)))
    func lives() async throws {
        let temporary = try TemporaryFolder()
        chmod(temporary.path, 0o755)
        let folder = try DataFolder(path: "\(temporary.path)/data")
        let spec = try Self.spec(folder)
        let (path, lock) = (spec.folder, folder.path(of: "lock"))
        #expect(!PostgresFolder.isMade(path))
        let (error, log) = try await Supervised.run([[spec.preparation], [spec.child]]) { log, request in
            defer { request.stop() }
            #expect(Self.psql(path, "CREATE TABLE t AS SELECT 7 AS id; SELECT current_user") == "sluice")
            #expect(Self.psql(path, "SHOW listen_addresses") == "")
            #expect(Self.psql(path, "SHOW fsync") == "on")
            #expect(Self.psql(path, "SELECT rolsuper FROM pg_roles WHERE rolname = 'sluice'") == "f")
            #expect(Self.psql(path, "SELECT 1", as: "stranger").contains("stranger"))
            #expect(clinux_lock_file(lock, 0o600) == -EWOULDBLOCK)
            kill(Self.server(path), SIGKILL)
            Ending.eventually { log.events.count { $0 == "postgres: ready" } == 2 }
            #expect(Self.psql(path, "SELECT id FROM t") == "7")
        }
        #expect(error == nil)
        #expect(PostgresFolder.isMade(path))
        #expect(log.events.contains("postgres-init: exited with status 0"))
        #expect(log.events.last == "postgres: exited with status 0")
        #expect(!log.events.contains("postgres: killed"))
    }
}
