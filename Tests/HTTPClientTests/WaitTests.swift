import Bytes
import EventLoop
import HTTP
import HTTPClient
import TestKit
import Testing

private let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

@Suite(.timeLimit(.minutes(1))) struct WaitTests {
    @Test func `a server that refuses is passed over for the next one`() async throws {
        let refusing = (0..<2).map { _ in RawServer(.refusal) }
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send(hello)
        }
        let ports = [refusing[0].port, upstream.port, refusing[1].port]
        let pool = try await RunningPool(UpstreamSettings(servers: ports.map { "127.0.0.1:\($0)" }))
        for _ in 0..<6 {
            #expect(try await pool.fetch().text == "hello")
            #expect(try await pool.until { $0.idleCount == 0 })
        }
        withExtendedLifetime(refusing) {}
    }

    @Test(arguments: [0, 1, 2])
    func `when all servers rest, each is still tried in turn`(second: Int) async throws {
        let servers = (0..<3).map { _ in
            RawServer(.refusal) { client, _ in
                _ = try client.read(until: "\r\n\r\n")
                try client.send(hello)
            }
        }
        let pool = try await RunningPool(UpstreamSettings(servers: servers.map { "127.0.0.1:\($0.port)" }))
        #expect(try await pool.fetch().failure == .unreachable)
        servers[second].open()
        #expect(try await pool.fetch().text == "hello")
    }

    @Test func `a connect that nobody answers takes its time and no more`() async throws {
        let upstream = RawServer(.silence)
        // The backlog of one is filled, so that further connects are not answered.
        let filling = (0..<3).compactMap { _ in
            try? Socket.startConnecting(to: .v4(0x7F00_0001, port: upstream.port))
        }
        defer { for descriptor in filling { SystemCall.close(descriptor) } }
        let pool = try await RunningPool(port: upstream.port) { $0.connectTimeout = .milliseconds(80) }
        let began = ContinuousClock.now
        #expect(try await pool.fetch().failure == .connectTimeout)
        #expect(ContinuousClock.now - began < .seconds(5))
        #expect(try await pool.on { _, pool in pool.inUse } == 0)
    }

    @Test func `a response that does not begin, or whose head trickles, is out of time`() async throws {
        let notes = Notes()
        let upstream = RawServer { client, number in
            _ = try client.read(until: "\r\n\r\n")
            if number == 1 {
                try client.send("HTTP/1.1 200 OK\r\nX: ")
                for _ in 0..<100_000 where client.sendSome([0x78]) == 1 { notes.add("x") }
            }
            _ = try client.readToEnd()
        }
        let pool = try await RunningPool(port: upstream.port) {
            $0.firstByteTimeout = .milliseconds(80)
            $0.head = HTTPLimits(headBytes: 1 << 20)
        }
        #expect(try await pool.fetch().failure == .timeout)
        let failure = try await pool.fetch().failure
        #expect(failure == .timeout || failure == .closed)
    }

    @Test func `a body that pauses is out of time`() async throws {
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")
            _ = try client.readToEnd()
        }
        let pool = try await RunningPool(port: upstream.port) { $0.idleTimeout = .milliseconds(60) }
        #expect(try await pool.fetch().failure == .timeout)
        #expect(try await pool.on { _, pool in (pool.inUse, pool.idleCount) } == (0, 0))
    }

    @Test func `an unused connection is closed after its time`() async throws {
        let notes = Notes()
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send(hello)
            _ = try client.readToEnd()
            notes.add("closed")
        }
        let pool = try await RunningPool(port: upstream.port) { $0.keepAliveIdle = .milliseconds(50) }
        #expect(try await pool.fetch().text == "hello")
        #expect(notes.wait(for: "closed"))
        #expect(try await pool.until { $0.idleCount == 0 })
    }

    @Test func `the bound counts connections in use and kept ones`() async throws {
        let upstream = RawServer { client, _ in
            while true {
                _ = try client.read(until: "\r\n\r\n")
                try client.send(hello)
            }
        }
        let pool = try await RunningPool(port: upstream.port) { $0.connections = 2 }
        let failure = try await pool.on { _, pool -> UpstreamError? in
            let first = try await pool.open()
            let second = try await pool.open()
            defer {
                first.abandon()
                second.abandon()
            }
            do throws(UpstreamError) {
                try await pool.open().abandon()
                return nil
            } catch {
                return error
            }
        }
        #expect(failure == .exhausted)
        #expect(try await pool.on { _, pool in pool.inUse } == 0)
    }

    @Test func `names are resolved off the loop, and every address of theirs is tried`() async throws {
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send(hello)
        }
        var settings = UpstreamSettings(servers: ["localhost:\(upstream.port)"])
        settings.resolveEvery = .milliseconds(5)
        let pool = try await RunningPool(settings)
        #expect(try await pool.until { $0.hasAddresses })
        for _ in 0..<5 {
            #expect(try await pool.fetch().text == "hello")
            #expect(try await pool.until { $0.idleCount == 0 })
        }
        let nobody = try await RunningPool(UpstreamSettings(servers: ["no-such-host.invalid:80"]))
        #expect(try await nobody.fetch().failure == .unresolved)
    }

    @Test func `cancelling the request ends its wait`() async throws {
        let notes = Notes()
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            notes.add("asked")
            _ = try client.readToEnd()
            notes.add("closed")
        }
        let pool = try await RunningPool(port: upstream.port)
        let request = Task { try await pool.fetch() }
        #expect(notes.wait(for: "asked"))
        request.cancel()
        #expect(try await request.value.failure == .cancelled)
        #expect(notes.wait(for: "closed"))
    }
}
