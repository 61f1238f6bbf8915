import Bytes
import EventLoop
import HTTP
import HTTPClient
import TestKit
import Testing

private let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

@Suite(.timeLimit(.minutes(1))) struct UpstreamTests {
    @Test func `a connection serves one request after the other`() async throws {
        let upstream = RawServer { client, _ in
            while true {
                _ = try client.read(until: "\r\n\r\n")
                try client.send(hello)
            }
        }
        let pool = try await RunningPool(port: upstream.port)
        #expect(try await pool.fetch() == Fetched(status: 200, text: "hello"))
        let again = Fetched(status: 200, text: "hello", isReused: true)
        for _ in 0..<10 { #expect(try await pool.fetch() == again) }
        #expect(try await pool.on { _, pool in pool.opened } == 1)
        #expect(try await pool.on { _, pool in pool.inUse } == 0)
    }

    @Test func `bodies end by length, by chunks, or with the connection`() async throws {
        let answers = [
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\nabcde", "HTTP/1.0 200 OK\r\n\r\nabcde",
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nabcde",
        ]
        for answer in answers {
            let upstream = RawServer { client, _ in
                _ = try client.read(until: "\r\n\r\n")
                // The end of the stream comes together with the bytes.
                try client.send(answer)
            }
            let pool = try await RunningPool(port: upstream.port)
            for _ in 0..<5 {
                #expect(try await pool.fetch() == Fetched(status: 200, text: "abcde"))
                #expect(try await pool.until { $0.idleCount == 0 })
            }
        }
    }

    @Test func `interim responses are passed over, endless ones refused`() async throws {
        let upstream = RawServer { client, number in
            _ = try client.read(until: "\r\n\r\n")
            let interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
            try client.send(String(repeating: interim, count: number == 0 ? 3 : 20) + hello)
            _ = try client.readToEnd()
        }
        let pool = try await RunningPool(port: upstream.port) { $0.keepAliveConnections = 0 }
        #expect(try await pool.fetch().text == "hello")
        let endless = try await pool.fetch()
        #expect(endless.failure == .malformed, "\(endless)")
    }

    @Test func `a kept connection that the upstream closes is noticed and not used again`() async throws {
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send(hello)
            _ = try client.read(until: "\r\n\r\n")
            try client.send(hello)
        }
        let pool = try await RunningPool(port: upstream.port)
        #expect(try await pool.fetch() == Fetched(status: 200, text: "hello"))
        #expect(try await pool.until { $0.idleCount == 1 })
        #expect(try await pool.fetch() == Fetched(status: 200, text: "hello", isReused: true))
        #expect(try await pool.until { $0.idleCount == 0 })
        #expect(try await pool.fetch() == Fetched(status: 200, text: "hello"))
    }

    @Test func `bytes that nobody asked for end a kept connection`() async throws {
        let notes = Notes()
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send(hello)
            _ = notes.wait(for: "kept")
            try client.send(hello)
            _ = try client.readToEnd()
        }
        let pool = try await RunningPool(port: upstream.port)
        #expect(try await pool.fetch().text == "hello")
        #expect(try await pool.until { $0.idleCount == 1 })
        notes.add("kept")
        #expect(try await pool.until { $0.idleCount == 0 })
    }

    @Test func `a connection whose response was not read is not for the next request`() async throws {
        let upstream = RawServer { client, number in
            _ = try client.read(until: "\r\n\r\n")
            if number > 0 { try client.send(hello) }
            _ = try client.readToEnd()
        }
        let pool = try await RunningPool(port: upstream.port)
        let idle = try await pool.on { _, pool in
            let connection = try await pool.open()
            var bytes = ByteBuffer()
            bytes.append("GET /secret HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await connection.send(&bytes)
            connection.finish()
            return pool.idleCount
        }
        #expect(idle == 0)
        #expect(try await pool.fetch() == Fetched(status: 200, text: "hello"))
    }

    @Test func `an answer before the end of an upload is read, and the connection not kept`() async throws {
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno")
            _ = try client.readToEnd()
        }
        let pool = try await RunningPool(port: upstream.port)
        let (wasTaken, status, idle) = try await pool.on { _, pool in
            let connection = try await pool.open()
            var bytes = ByteBuffer()
            bytes.append("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n")
            bytes.append([UInt8](repeating: 0x78, count: 30_000_000))
            // The server reads the head and no more than its kernel takes.
            let wasTaken = try await connection.send(&bytes)
            try await connection.readHead(method: .post)
            var body = ByteBuffer()
            while try await connection.readBody(into: &body) {}
            connection.finish()
            return (wasTaken, connection.head.status, pool.idleCount)
        }
        #expect((status, idle) == (413, 0))
        // `readToEnd` takes all in the end, so that either is right; a cut one is never kept.
        _ = wasTaken
    }

    @Test func `an upload that its sender ends early is not followed by another request`() async throws {
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send(hello)
            _ = try client.readToEnd()
        }
        let pool = try await RunningPool(port: upstream.port)
        let idle = try await pool.on { _, pool in
            let connection = try await pool.open()
            var bytes = ByteBuffer()
            bytes.append("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\npart")
            _ = try await connection.send(&bytes)
            try await connection.readHead(method: .post)
            connection.requestIsCut = true
            var body = ByteBuffer()
            while try await connection.readBody(into: &body) {}
            connection.finish()
            return pool.idleCount
        }
        #expect(idle == 0)
    }

    @Test(arguments: [
        "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 20_000),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ])
    func `a response that breaks the protocol is malformed`(answer: String) async throws {
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send(answer)
            _ = try client.readToEnd()
        }
        let pool = try await RunningPool(port: upstream.port)
        #expect(try await pool.fetch().failure == .malformed)
        #expect(try await pool.on { _, pool in (pool.inUse, pool.idleCount) } == (0, 0))
    }

    @Test func `an upstream that ends before the whole response has closed`() async throws {
        for answer in ["", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"] {
            let upstream = RawServer { client, _ in
                _ = try client.read(until: "\r\n\r\n")
                try client.send(answer)
            }
            let pool = try await RunningPool(port: upstream.port)
            #expect(try await pool.fetch().failure == .closed)
        }
    }

    @Test func `a large response passes in small pieces`() async throws {
        let upstream = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n")
            for _ in 0..<50 { try client.send(bytes: [UInt8](repeating: 0x61, count: 1_000_000)) }
            _ = try client.readToEnd()
        }
        let pool = try await RunningPool(port: upstream.port)
        let (total, largest) = try await pool.on { _, pool in
            let connection = try await pool.open()
            defer { connection.finish() }
            var bytes = ByteBuffer()
            bytes.append("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await connection.send(&bytes)
            try await connection.readHead(method: .get)
            var piece = ByteBuffer()
            var total = 0
            var largest = 0
            while try await connection.readBody(into: &piece) {
                total += piece.count
                piece.removeAll()
                largest = max(largest, piece.allocatedBytes)
            }
            return (total, largest)
        }
        #expect(total == 50_000_000)
        #expect(largest <= 256 * 1024)
    }
}
