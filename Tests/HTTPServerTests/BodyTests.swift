import EventLoop
import HTTPServer
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct BodyTests {
    @Test func `a body is read whole, and the next request follows`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        let body = String(repeating: "a", count: 200_000)
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + body + get("/"))
        #expect(try client.response().text == "200000 \(200_000 * 97)")
        #expect(try client.response().text == "hello")
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<50 { try client.send("3e8\r\n" + String(repeating: "b", count: 1000) + "\r\n") }
        try client.send("0\r\nTrailer: x\r\n\r\n" + get("/"))
        #expect(try client.response().text == "50000 \(50_000 * 98)")
        #expect(try client.response().text == "hello")
    }

    @Test func `100 Continue is sent once, and only when the handler wants the body`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        let expects = "Host: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
        try client.send("POST /echo HTTP/1.1\r\n" + expects)
        #expect(try client.response().status == 100)
        try client.send("aaaaa")
        #expect(try client.response().text == "5 485")
        // A handler that does not read answers at once, and the connection ends: the body may come or not.
        try client.send("POST /run HTTP/1.1\r\n" + expects)
        #expect(try client.response().text == "ran")
        #expect(try client.readToEnd().isEmpty)
    }

    @Test func `100 Continue never stands behind the beginning of a response`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send(
            "POST /head-first HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        #expect(try client.response().status == 100)
        try client.send("abc")
        #expect(try client.response().text == "abc")
    }

    @Test func `a small body that the handler leaves unread is skipped, a large one the end`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send("POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        #expect(try client.response().text == "ran")
        try client.send(String(repeating: "x", count: 1000) + get("/"))
        #expect(try client.response().text == "hello")

        try client.send("POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
        try client.send(String(repeating: "x", count: 300_000))
        #expect(try client.response().text == "ran")
        #expect(try client.readToEnd().isEmpty)
    }

    @Test func `a body that breaks its framing is an error and the last request`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + get("/"))
        #expect(client.isEnded())
        #expect(server.notes.wait(for: "failed: malformedBody"))
    }

    @Test func `a body that ends with the stream is read before that end counts`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send("POST /echo-late HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
        #expect(server.notes.wait(for: "waiting"))
        try client.send(String(repeating: "a", count: 100_000))
        client.endSending()
        _ = try await server.on { parts, _ in parts.service.gate.wake() }
        #expect(try client.response().text == "100000 9700000")
        #expect(try client.readToEnd().isEmpty)
    }

    @Test func `a stream that ends within a body is an error for the handler`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc")
        client.endSending()
        #expect(server.notes.wait(for: "failed: clientGone"))
        #expect(client.isEnded())
    }

    @Test func `a slow reader holds the handler up and little memory`() async throws {
        let server = try await RunningServer()
        let client = try server.client(receiveBuffer: 16 * 1024)
        try client.send(get("/download?2000"))
        _ = try client.read(until: "\r\n\r\n")
        let first = try await stalledCount(server)
        #expect(first < 16 * 1024 * 1024)
        try client.skip(10_000_000)
        #expect(try await server.until { parts, _ in parts.service.handedOver > first })
        #expect(try await server.on { parts, _ in parts.service.largestBuffer } <= 64 * 1024)
        try client.skip(2000 * (16 * 1024 + 8) + 5 - 10_000_000)
        try client.send(get("/"))
        #expect(try client.response().text == "hello")
    }

    /// How much was handed over when the handler stands still for fifty turns of the clock.
    private func stalledCount(_ server: RunningServer) async throws -> Int {
        var last = -1
        while true {
            let now = try await server.on { parts, _ in parts.service.handedOver }
            if now == last { return now }
            last = now
            let target = try await server.on { _, reactor in reactor.turns } + 50
            _ = try await server.until { _, reactor in reactor.turns > target }
        }
    }

    @Test func `a handler that does not read holds a sender up and little memory`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send("POST /echo-late HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n")
        #expect(server.notes.wait(for: "waiting"))
        let piece = [UInt8](repeating: 1, count: 65_536)
        var sent = 0
        while sent < 20_000_000 {
            let count = client.sendSome(Array(piece.prefix(20_000_000 - sent)))
            if count < 0 { break }
            sent += count
        }
        #expect(sent < 20_000_000, "the kernel's buffers and ours took everything")
        _ = try await server.on { parts, _ in parts.service.gate.wake() }
        while sent < 20_000_000 {
            let part = Array(piece.prefix(20_000_000 - sent))
            try client.send(bytes: part)
            sent += part.count
        }
        #expect(try client.response().text == "20000000 20000000")
        #expect(try await server.on { parts, _ in parts.service.largestBuffer } <= 256 * 1024)
    }
}
