import Bytes
import EventLoop
import HTTPServer
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct PromiseTests {
    @Test func `a promised answer comes when it is kept, before those behind it`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send(get("/") + get("/later") + get("/") + get("/run"))
        #expect(try client.response().text == "hello")
        #expect(server.notes.wait(for: "promised"))
        _ = try await server.on { parts, _ in
            parts.service.promises[0].complete { TestService.write("kept", closes: false, to: &$0) }
            // The second time nothing may be sent.
            parts.service.promises[0].complete { TestService.write("again", closes: false, to: &$0) }
        }
        #expect(try client.response().text == "kept")
        #expect(try client.response().text == "hello")
        #expect(try client.response().text == "ran")
    }

    @Test func `a promise to a client that left is not wanted`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send(get("/later"))
        #expect(server.notes.wait(for: "promised"))
        client.endSending()
        #expect(client.isEnded())
        let isWanted = try await server.on { parts, _ in
            parts.service.promises[0].complete { TestService.write("kept", closes: false, to: &$0) }
            return parts.service.promises[0].isWanted
        }
        #expect(!isWanted)
        #expect(try await server.on { parts, _ in parts.server.connectionCount } == 0)
    }

    @Test func `promises and events of others may be sent while a request is answered`() async throws {
        let server = try await RunningServer()
        let waiting = try (0..<3).map { _ in try server.client() }
        for client in waiting { try client.send(get("/later") + get("/")) }
        #expect(server.notes.wait(for: "promised", times: 3))
        let listener = try server.client()
        try listener.send(get("/events"))
        _ = try listener.read(until: "\r\n\r\n")
        let client = try server.client()
        try client.send(get("/") + get("/fulfil") + get("/"))
        for text in ["hello", "fulfilled", "hello"] { #expect(try client.response().text == text) }
        for client in waiting {
            #expect(try client.response().text == "kept")
            #expect(try client.response().text == "hello")
        }
        #expect(try listener.read(until: "\n\n") == "data: all\n\n")
    }

    @Test func `events arrive, and the end of the stream is told once`() async throws {
        let server = try await RunningServer()
        let client = try server.client()
        try client.send(get("/events"))
        #expect(try client.read(until: "\r\n\r\n").contains("event-stream"))
        for index in 0..<3 {
            _ = try await server.on { parts, _ in
                parts.service.streams[0].send { $0.append(string: "data: \(index)\n\n") }
            }
            #expect(try client.read(until: "\n\n") == "data: \(index)\n\n")
        }
        // What a listener sends is dropped.
        try client.send(String(repeating: "x", count: 500_000))
        client.endSending()
        #expect(server.notes.wait(for: "stream closed 0"))
        #expect(try await server.until { parts, _ in parts.server.connectionCount == 0 })
        #expect(server.notes.count("stream closed 0") == 1)
    }

    @Test func `a listener that does not read is dropped at the bound, and told once`() async throws {
        let server = try await RunningServer { $0.pendingOutput = 100_000 }
        let client = try server.client(receiveBuffer: 4096)
        try client.send(get("/events"))
        #expect(server.notes.wait(for: "stream"))
        let sent = try await server.on { parts, _ in
            guard let stream = parts.service.streams.first else { return 0 }
            for count in 1..<100_000 {
                if !stream.send({ $0.append([UInt8](repeating: 0x78, count: 10_000)) }) { return count }
            }
            return 0
        }
        #expect(sent > 0 && sent < 1500)
        #expect(server.notes.count("stream closed 0") == 1)
        #expect(try await server.on { parts, _ in parts.server.connectionCount } == 0)
    }

    @Test func `a stream that the service ends is sent whole and not told`() async throws {
        let server = try await RunningServer { $0.pendingOutput = 2_000_000 }
        let client = try server.client()
        try client.send(get("/events"))
        #expect(server.notes.wait(for: "stream"))
        _ = try await server.on { parts, _ in
            let stream = parts.service.streams[0]
            stream.end { $0.append([UInt8](repeating: 0x78, count: 1_000_000)) }
        }
        _ = try client.read(until: "\r\n\r\n")
        #expect(try client.readToEnd().count == 1_000_000)
        #expect(server.notes.count("stream closed 0") == 0)
    }
}
