import EventLoop
import HTTPServer
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct RequestTests {
    @Test func `requests on one connection are answered one after the other`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        for _ in 0..<20 {
            try client.send(get("/"))
            #expect(try client.response().text == "hello")
            try client.send(get("/run"))
            #expect(try client.response().text == "ran")
        }
        #expect(try await server.on { parts, _ in parts.server.acceptedCount } == 1)
        #expect(!server.notes.all.contains("off the loop"))
    }

    @Test func `pipelined requests are answered in their order, whatever each needs`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        let paths = (0..<300).map { ["/", "/run", "/at-once", "/big?3"][$0 % 4] }
        try client.send(paths.map { get($0) }.joined())
        let texts = ["hello", "ran", "early", "xxx"]
        for index in paths.indices { #expect(try client.response().text == texts[index % 4]) }
    }

    @Test func `a request may come in any two pieces, and byte by byte`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        let head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let request = head + "3\r\nabc\r\n0\r\n\r\n"
        for split in 1..<request.utf8.count {
            let before = try await server.on { _, reactor in reactor.turns }
            try client.send(String(request.prefix(split)))
            // The loop has had its turn before the rest is sent, or both halves would come in one read.
            _ = try await server.until { _, reactor in reactor.turns > before + 1 }
            try client.send(String(request.dropFirst(split)))
            #expect(try client.response().text == "3 294")
        }
        for byte in (get("/") + request).utf8 { try client.send(bytes: [byte]) }
        #expect(try client.response().text == "hello")
        #expect(try client.response().text == "3 294")
    }

    @Test func `the answer to HEAD has no body and the next one follows`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + get("/"))
        #expect(try client.response(hasBody: false).field("content-length") == "5")
        #expect(try client.response().text == "hello")
    }

    @Test func `a connection ends when the client or the service says so`() async throws {
        let server = try await RunningServer()
        for request in [
            get("/", "Connection: close\r\n"), get("/run", "Connection: close\r\n"), get("/close"),
            "GET / HTTP/1.0\r\n\r\n", get("/close") + get("/"),
        ] {
            let client = try server.client()
            try client.send(request)
            #expect(try client.response().field("connection") == "close")
            #expect(try client.readToEnd().isEmpty)
        }
        let client = try server.client()
        try client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(try client.response().text == "hello")
        try client.send(get("/"))
        #expect(try client.response().text == "hello")
    }

    @Test func `a handler that writes nothing ends the connection`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send(get("/nothing"))
        #expect(try client.readToEnd().isEmpty)
    }

    @Test func `what cannot be parsed gets an answer that no reset destroys`() async throws {
        let server = try await RunningServer()
        for _ in 0..<20 {
            let client = try server.client()
            // More than the server reads before it refuses, so that closing at once would be a reset.
            let more = String(repeating: "x", count: 300_000)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + more)
            #expect(try client.response().status == 400)
            #expect(try client.readToEnd().isEmpty)
        }
        #expect(server.notes.count("refused 400") == 20)
    }

    @Test func `answers to requests before a malformed one still arrive`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send(get("/") + get("/") + "GET / HTTP/9.9\r\n\r\n")
        #expect(try client.response().text == "hello")
        #expect(try client.response().text == "hello")
        #expect(try client.response().status == 505)
        #expect(client.isEnded())
    }

    @Test func `half a head at the end of the stream ends the connection`() async throws {
        let server = try await RunningServer()
        for piece in ["G", "GET / HTTP/1.1\r\n", "\r"] {
            let client = try server.client()
            try client.send(piece)
            #expect(try await server.until { parts, _ in parts.server.connectionCount == 1 })
            client.endSending()
            #expect(client.isEnded())
        }
        #expect(try await server.until { parts, _ in parts.server.connectionCount == 0 })
    }

    @Test func `a client that ends its direction gets the answers that need no waiting`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send(get("/") + get("/"))
        client.endSending()
        #expect(try client.response().text == "hello")
        #expect(try client.response().text == "hello")
        #expect(try client.readToEnd().isEmpty)
    }
}
