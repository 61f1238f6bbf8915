import EventLoop
import HTTPServer
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct TimeAndBoundTests {
    @Test func `a head that takes too long is refused, a connection without one just ends`() async throws {
        let server = try await RunningServer { $0.headTime = .milliseconds(60) }
        let slow = try server.client()
        try slow.send("GET / HTTP/1.1\r\nHos")
        #expect(try slow.response().status == 408)
        #expect(try slow.readToEnd().isEmpty)
        let silent = try server.client()
        #expect(try silent.readToEnd().isEmpty)
        let second = try server.client()
        try second.send(get("/") + "GET")
        #expect(try second.response().text == "hello")
        #expect(try second.response().status == 408)
    }

    @Test func `single bytes do not make a head's time longer`() async throws {
        let server = try await RunningServer { $0.headTime = .milliseconds(100) }
        let client = try server.client()
        let began = ContinuousClock.now
        try client.send("GET / HTTP/1.1\r\nX: ")
        // It ends while bytes still come, however slowly this test gets its turns.
        while server.notes.count("refused 408") == 0, ContinuousClock.now - began < .seconds(60) {
            _ = client.sendSome([0x61])
            _ = try await server.on { _, _ in 0 }
        }
        #expect(server.notes.count("refused 408") == 1)
    }

    @Test func `a connection that rests too long between requests ends`() async throws {
        let server = try await RunningServer { $0.keepAliveIdle = .milliseconds(60) }
        for path in ["/", "/run", "/at-once"] {
            let client = try server.client()
            try client.send(get(path))
            #expect(try client.response().status == 200)
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `a body that pauses too long is an error that the handler can answer`() async throws {
        let server = try await RunningServer { $0.bodyIdle = .milliseconds(60) }
        let client = try server.client()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc")
        #expect(try client.response().status == 408)
        #expect(server.notes.wait(for: "failed: clientStalled"))
    }

    @Test func `a body that only trickles is an error, though it never pauses long`() async throws {
        let server = try await RunningServer {
            $0.bodyGrace = .milliseconds(100)
            $0.bodyRate = 1_000_000
        }
        let client = try server.client()
        let began = ContinuousClock.now
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n")
        while server.notes.count("failed: clientStalled") == 0, ContinuousClock.now - began < .seconds(60) {
            _ = client.sendSome([0x61])
            _ = try await server.on { _, _ in 0 }
        }
        #expect(server.notes.count("failed: clientStalled") == 1)
    }

    @Test func `a body that came fast may pause beyond the grace`() async throws {
        let server = try await RunningServer {
            $0.bodyGrace = .milliseconds(20)
            $0.bodyRate = 1
        }
        let client = try server.client()
        let text = String(repeating: "a", count: 1000)
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" + text)
        let later = try await server.on { _, reactor in reactor.now.advanced(by: .milliseconds(120)) }
        _ = try await server.until { _, reactor in reactor.now > later }
        try client.send(text)
        #expect(try client.response().text == "2000 \(2000 * 97)")
    }

    @Test func `a client that only trickles its response in is dropped`() async throws {
        let server = try await RunningServer {
            $0.bodyGrace = .milliseconds(50)
            $0.bodyRate = .max
        }
        let client = try server.client(receiveBuffer: 4096)
        let began = ContinuousClock.now
        try client.send(get("/download?4000"))
        while server.notes.count("done /download") == 0, ContinuousClock.now - began < .seconds(60) {
            do { try client.skip(10_000) } catch { break }
            _ = try await server.on { _, _ in 0 }
        }
        #expect(server.notes.wait(for: "done /download"))
        #expect(server.notes.count("failed: clientStalled") == 1)
    }

    @Test func `no time goes on while a handler waits for something else`() async throws {
        let server = try await RunningServer { $0.bodyIdle = .milliseconds(30) }
        let client = try server.client()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n")
        // The handler has waited for the body once, so that a time was set.
        try client.send("abc")
        #expect(try client.response().text == "3 294")
        try client.send(get("/gate"))
        #expect(server.notes.wait(for: "waiting"))
        let later = try await server.on { _, reactor in reactor.now.advanced(by: .milliseconds(120)) }
        _ = try await server.until { _, reactor in reactor.now > later }
        _ = try await server.on { parts, _ in parts.service.gate.wake() }
        #expect(try client.response().text == "through")
    }

    @Test func `a client that does not read its response is dropped, though it sends bytes`() async throws {
        let server = try await RunningServer { $0.bodyIdle = .milliseconds(150) }
        let client = try server.client(receiveBuffer: 4096)
        try client.send(get("/download?4000"))
        for _ in 0..<20_000 where server.notes.count("done /download") == 0 {
            _ = client.sendSome([0x47])
            _ = try await server.on { _, _ in 0 }
        }
        #expect(server.notes.wait(for: "done /download"))
        #expect(server.notes.count("failed: clientStalled") + server.notes.count("failed: clientGone") == 1)
        #expect(try await server.until { parts, _ in parts.server.connectionCount == 0 })
    }

    @Test func `a client that does not read gets no further answers, and no memory`() async throws {
        let server = try await RunningServer {
            $0.pendingOutput = 64 * 1024
            $0.bodyIdle = .milliseconds(200)
        }
        let client = try server.client(receiveBuffer: 4096)
        let requests = Array(String(repeating: get("/big?20000"), count: 2000).utf8)
        var sent = 0
        while sent < requests.count {
            let count = client.sendSome(Array(requests[sent...]))
            if count <= 0 { break }
            sent += count
        }
        // 2,000 answers would be 40 MB; the kernel takes a few, and the server makes one turn's bound more.
        #expect(try await server.until { parts, _ in parts.server.connectionCount == 0 })
        #expect(try await server.on { parts, _ in parts.service.asked } < 600)
    }

    @Test func `a reader that is only slow gets all its pipelined answers`() async throws {
        let server = try await RunningServer { $0.pendingOutput = 32 * 1024 }
        let client = try server.client(receiveBuffer: 16 * 1024)
        let count = 400
        try client.send(String(repeating: get("/big?20000"), count: count) + get("/"))
        for _ in 0..<count {
            _ = try client.read(until: "\r\n\r\n")
            try client.skip(20_000)
        }
        #expect(try client.response().text == "hello")
    }

    @Test func `connections over the limit are not served, and idle ones make room`() async throws {
        let server = try await RunningServer { $0.connections = 4 }
        let idle = try (0..<4).map { _ in try server.client() }
        for client in idle {
            try client.send(get("/"))
            #expect(try client.response().text == "hello")
        }
        let fifth = try server.client()
        try fifth.send(get("/"))
        #expect(try fifth.response().text == "hello")
        #expect(try await server.on { parts, _ in parts.server.connectionCount } <= 4)
    }

    @Test func `a server full of busy connections stays at its bound`() async throws {
        let server = try await RunningServer { $0.connections = 3 }
        let busy = try (0..<3).map { _ in try server.client() }
        for client in busy { try client.send(get("/later")) }
        #expect(server.notes.wait(for: "promised", times: 3))
        let more = try (0..<5).map { _ in try server.client() }
        #expect(try await server.until { parts, _ in parts.server.refusedCount > 0 })
        #expect(try await server.on { parts, _ in parts.server.connectionCount } == 3)
        _ = more
        try busy[0].send(get("/"))
        _ = try await server.on { parts, _ in parts.service.keepPromises() }
        #expect(try busy[0].response().text == "kept")
        #expect(try busy[0].response().text == "hello")
    }

    @Test func `one address has a bound of its own, of IPv6 a whole subnet`() async throws {
        let server = try await RunningServer { $0.connectionsPerAddress = 2 }
        let counts = try await server.on { parts, _ in
            let peers: [SocketAddress] = [
                .v4(0x0102_0304, port: 1), .v4(0x0102_0304, port: 2), .v4(0x0102_0304, port: 3),
                .v4(5, port: 1), .v6(7, 1, port: 1), .v6(7, 2, port: 1), .v6(7, 3, port: 1),
                .v6(8, 1, port: 1),
            ]
            var counts: [Int] = []
            for peer in peers {
                guard let descriptor = try? Socket.startConnecting(to: .v4(0x7F00_0001, port: 9)) else {
                    continue
                }
                parts.server.accept(descriptor, from: peer)
                counts.append(Int(parts.server.refusedCount))
            }
            return counts
        }
        #expect(counts == [0, 0, 1, 1, 1, 1, 2, 2])
    }
}
