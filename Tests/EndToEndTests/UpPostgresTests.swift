import Foundation
import TestKit
import Testing

@Suite("sluice up with services") struct UpPostgresTests {
    private static func settings(_ folder: Folder) -> String {
        let ports = (0..<13).map { _ in FreePort.next() }
        let services = ["identity", "booking", "payment", "ticket", "site"].enumerated().map { index, name in
            "  \(name): {listen: 127.0.0.1:\(ports[index * 2]), ops: 127.0.0.1:\(ports[index * 2 + 1])}\n"
        }
        let data = "\(folder.url.path)/data"
        return """
            data: \(data)
            redis: unix:\(data)/redis.sock
            postgres: unix:\(data)/postgres
            gateway:
              listen: [127.0.0.1:\(ports[10])]
              ops: 127.0.0.1:\(ports[11])
              loops: 1
            upstreams:
              site: {servers: [127.0.0.1:\(ports[12])]}
            rooms:
              - {name: demo, match: [{path: /**}], upstream: site}
            services:
            \(services.joined())
            """
    }

    private func start(_ folder: Folder) throws -> RunningRole {
        let role = try RunningRole(
            ["up", "--config", "up.yaml", "--data", "\(folder.url.path)/data"], folder: folder.url)
        guard eventually(within: 60, { role.written.contains("\nready\n") }) else {
            throw Broken("not ready: \(role.written)")
        }
        return role
    }

    private func psql(_ folder: Folder, _ sql: String, as role: String = "sluice") -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/psql")
        process.arguments = [
            "-X", "-A", "-t", "-q", "-h", "\(folder.url.path)/data/postgres", "-U", role, "-d", "sluice",
            "-c", sql,
        ]
        process.standardOutput = output
        process.standardError = output
        guard (try? process.run()) != nil else { return "" }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(
        "brings its database up to the schema, keeps it through kills, and leaves nothing running",
        .timeLimit(.minutes(3)))
    func survives() throws {
        let folder = try Folder()
        _ = try folder.write(Self.settings(folder), to: "up.yaml")
        let role = try start(folder)
        #expect(psql(folder, "SELECT count(*) > 0 FROM sluice.migration") == "t")
        #expect(psql(folder, "SELECT current_user", as: "sluice_booking") == "sluice_booking")
        #expect(psql(folder, "TABLE sluice.migration", as: "sluice_booking").contains("permission denied"))
        #expect(psql(folder, "CREATE TABLE sluice.kept AS SELECT 7 AS id; SELECT 1") == "1")

        let note = try String(
            contentsOfFile: "\(folder.url.path)/data/postgres/data/postmaster.pid", encoding: .utf8)
        let server = try #require(note.split(separator: "\n").first.flatMap { pid_t($0) })
        kill(server, SIGKILL)
        #expect(eventually(within: 30) { psql(folder, "TABLE sluice.kept") == "7" })
        #expect(role.isRunning)

        let children = ProcessTable.descendants(of: role.pid)
        role.send(SIGKILL)
        for child in children {
            #expect(eventually(within: 30) { !ProcessTable.isRunning(child) }, "\(child) is left")
        }
        let again = try start(folder)
        #expect(psql(folder, "TABLE sluice.kept") == "7")
        let last = ProcessTable.descendants(of: again.pid)
        again.send(SIGTERM)
        #expect(again.hasEnded(within: 60))
        for child in last { #expect(!ProcessTable.isRunning(child), "\(child) is left") }
    }
}
