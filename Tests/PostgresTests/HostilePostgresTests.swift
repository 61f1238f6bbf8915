import EventLoop
import Glibc
import Postgres
import TestKit
import Testing

@Suite("Servers that are none, and servers over the network") struct HostilePostgresTests {
    private static func turns(until condition: () -> Bool) async {
        let end = LoopInstant.now.advanced(by: .seconds(10))
        while !condition(), LoopInstant.now < end { await Task.yield() }
        #expect(condition())
    }

    /// What a server says to a login, up to being ready for statements.
    private static let welcome: [UInt8] =
        [82, 0, 0, 0, 8, 0, 0, 0, 0] + [75, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 2] + [90, 0, 0, 0, 5, 73]

    @Test(
        "garbage, silence and early ends are errors, never more",
        arguments: [
            [], Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), [82, 255, 255, 255, 255],
            [82, 0, 0, 0, 8, 0, 0, 0, 99], [69, 0, 0, 0, 5, 0],
            welcome + [68, 0, 0, 0, 6, 255, 255], welcome + [90, 127, 255, 255, 255],
            welcome + [84, 0, 0, 0, 6, 255, 255], welcome + [49, 0, 0, 0, 4, 50, 0, 0, 0, 4, 67, 0, 0, 0, 4],
            welcome + [65, 0, 0, 0, 5, 1] + [90, 0, 0, 0, 5, 73, 90, 0, 0, 0, 5, 73, 49, 0, 0, 0, 4],
        ])
    func garbage(bytes: [UInt8]) async throws {
        let server = RawServer { client, _ in
            try client.send(bytes: bytes)
            _ = client.isEnded()
        }
        defer { server.stop() }
        try await withLoop { loop async throws in
            let configuration = PostgresConfiguration(
                server: .tcp(host: "127.0.0.1", port: server.port), connectTimeout: .milliseconds(400),
                statementTimeout: .milliseconds(200), connections: 1,
                reconnect: ReconnectPolicy(first: .seconds(60), longest: .seconds(60)))
            let pool = PostgresPool(configuration, on: loop)
            pool.connect()
            await #expect(throws: PostgresError.self) { _ = try await pool.query("SELECT 1") }
            pool.close()
        }
    }

    @Test("over TCP by name and with a password; a wrong one is refused and shown nowhere") func network()
        async throws
    {
        let server = try PrivatePostgres(onTCP: true)
        let port = try #require(server.port)
        try server.command("ALTER ROLE sluice PASSWORD 'geheim'")
        let database = try server.database()
        try server.command(
            """
            COPY (SELECT line FROM (VALUES ('local all all trust'),
                ('host all all 127.0.0.1/32 scram-sha-256')) AS hba (line))
                TO '\(server.folder)/data/pg_hba.conf'
            """)
        try server.command("SELECT pg_reload_conf()")
        let threads = try BlockingPool(threads: 1)
        defer { threads.stop() }
        try await withLoop { loop async throws in
            var configuration = PostgresConfiguration(
                server: .tcp(host: "localhost", port: port), database: database,
                password: PostgresPassword("geheim"), connections: 1)
            let pool = PostgresPool(configuration, on: loop, resolver: NameResolver(pool: threads))
            pool.connect()
            // The name may mean ::1 first, where nobody listens: the next attempt takes its other address.
            await Self.turns { pool.state == .connected }
            let row = try await pool.query("SELECT current_user, inet_server_port()")[0]
            #expect(try row.text(0) == "sluice")
            #expect(try row.int(1) == Int(port))
            pool.close()
            configuration.password = PostgresPassword("falsch")
            configuration.server = .tcp(host: "127.0.0.1", port: port)
            let stranger = PostgresPool(configuration, on: loop)
            var reasons: [String] = []
            stranger.onStateChange { if case .disconnected(let error) = $0 { reasons.append("\(error)") } }
            stranger.connect()
            await Self.turns { !reasons.isEmpty }
            #expect(reasons.first?.contains("password authentication failed") == true)
            #expect(reasons.first?.contains("falsch") == false)
            stranger.close()
            configuration.server = .tcp(host: "localhost", port: port)
            let nameless = PostgresPool(configuration, on: loop)
            nameless.connect()
            await #expect(throws: PostgresError.self) { _ = try await nameless.query("SELECT 1") }
            guard case .disconnected(let error) = nameless.state else { return }
            #expect(error.kind == .resolveFailed)
            nameless.close()
        }
    }
}
