import Supervisor
import Testing

@Suite("PostgresServerSpec") struct PostgresServerSpecTests {
    private let other = PostgresUser(name: "postgres", id: 101, group: 104, isLowered: true)
    private let own = PostgresUser(name: "rail", id: 1000, group: 1000, isLowered: false)

    private func text(_ name: String, of spec: PostgresServerSpec) -> String {
        spec.files.first { $0.name == name }?.text ?? ""
    }

    @Test(
        "the server has no port, syncs what it answered, and logs no statement",
        arguments: [
            "listen_addresses = ''", "fsync = on", "synchronous_commit = on", "full_page_writes = on",
            "unix_socket_directories = '/da''ta/postgres'", "log_min_error_statement = panic",
        ])
    func configuration(line: String) {
        let spec = PostgresServerSpec(folder: "/da'ta/postgres", user: own)
        #expect(text("postgresql.conf", of: spec).split(separator: "\n").contains { $0 == line })
    }

    @Test("who comes in is told by the kernel: root, who started it, its own user, and nobody else")
    func identities() {
        let spec = PostgresServerSpec(folder: "/data/postgres", user: own)
        #expect(text("pg_hba.conf", of: spec) == "local all all peer map=sluice\n")
        let lines = text("pg_ident.conf", of: spec).split(separator: "\n")
        #expect(lines.contains("sluice root sluice_booking") && lines.contains("sluice rail sluice"))
        #expect(lines.count == 2 * PostgresServerSpec.roles.count)
        #expect(lines.allSatisfy { $0.hasPrefix("sluice root ") || $0.hasPrefix("sluice rail ") })
    }

    @Test("root lowers itself, and the note of the parent's death is made after that") func lowered() {
        let spec = PostgresServerSpec(folder: "/data/postgres", user: other, lockDescriptor: 9)
        for child in [spec.child, spec.preparation] {
            #expect(child.executable == "/usr/bin/setpriv")
            #expect(
                child.arguments.prefix(4) == [
                    "--reuid=101", "--regid=104", "--clear-groups", "--pdeathsig=INT",
                ])
            #expect(child.inherited == [9] && child.directory == "/")
        }
        let plain = PostgresServerSpec(folder: "/data/postgres", user: own).child
        #expect(plain.executable == "/usr/lib/postgresql/15/bin/postgres")
        #expect(plain.deathSignal == plain.stopSignal)
    }

    @Test("the probe says as whom it comes, with its own length, and waits for being let in") func probe() {
        let probe = ReadinessProbe.postgres(socket: "/s", user: "sluice", database: "sluice")
        guard case .answers(.unix("/s"), let request, let beginning) = probe else {
            Issue.record("\(probe)")
            return
        }
        let bytes = Array(request.utf8)
        #expect(bytes.count == Int(bytes[3]) && bytes.prefix(8) == [0, 0, 0, 37, 0, 3, 0, 0])
        #expect(request.hasSuffix("user\0sluice\0database\0sluice\0\0"))
        #expect(Array(beginning.utf8) == [82, 0, 0, 0, 8, 0, 0, 0, 0])
    }
}
