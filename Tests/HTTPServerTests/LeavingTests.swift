import EventLoop
import HTTPServer
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct LeavingTests {
    @Test(arguments: ["close", "reset", "end of sending"])
    func `a client that goes away cancels its handler, and the runner is replaced`(way: String) async throws {
        let server = try await RunningServer()
        for round in 1...3 {
            do {
                let client = try server.client()
                try client.send(get("/gate"))
                #expect(server.notes.wait(for: "waiting", times: round))
                if way == "reset" { client.resetOnClose() }
                if way == "end of sending" {
                    client.endSending()
                    #expect(client.isEnded())
                }
            }
            #expect(server.notes.wait(for: "woken: cancelled", times: round))
        }
        #expect(try await server.until { _, reactor in reactor.runners.busy == 0 })
        #expect(try await server.until { parts, _ in parts.server.connectionCount == 0 })
        let client = try server.client()
        try client.send(get("/run"))
        #expect(try client.response().text == "ran")
        #expect(server.notes.count("off the loop") == 0)
    }

    @Test func `drain lets what is in progress finish, and ends what rests`() async throws {
        let server = try await RunningServer { $0.lingerTime = .milliseconds(50) }
        let idle = try server.client()
        try idle.send(get("/"))
        #expect(try idle.response().text == "hello")
        let busy = try server.client()
        try busy.send(get("/gate"))
        #expect(server.notes.wait(for: "waiting"))
        let promised = try server.client()
        try promised.send(get("/later"))
        #expect(server.notes.wait(for: "promised"))
        let listener = try server.client()
        try listener.send(get("/events"))
        _ = try listener.read(until: "\r\n\r\n")
        let half = try server.client()
        try half.send("GET / HT")
        #expect(try await server.until { parts, _ in parts.server.connectionCount == 5 })

        _ = try await server.on { parts, _ in parts.server.drain() }
        #expect(try idle.readToEnd().isEmpty)
        #expect(try listener.readToEnd().isEmpty)
        #expect(server.notes.count("stream closed 0") == 1)
        #expect(throws: RawClient.Failure.self) { try server.client() }
        try half.send("TP/1.1\r\nHost: a\r\n\r\n")
        #expect(try half.response().field("connection") == "close")
        _ = try await server.on { parts, _ in
            parts.service.gate.wake()
            let promise = parts.service.promises[0]
            promise.complete { TestService.write("kept", closes: promise.closes, to: &$0) }
        }
        for client in [busy, promised] {
            #expect(try client.response().field("connection") == "close")
            #expect(try client.readToEnd().isEmpty)
        }
        #expect(try await server.until { parts, _ in parts.server.connectionCount == 0 })
    }

    @Test func `when all runners are busy a request is refused with an answer`() async throws {
        let notes = Notes()
        let loop = try Loop(maximumRunners: 1)
        let thread = LoopThread(loop)
        defer { thread.stop() }
        let port = try await thread.serve(notes: notes)
        let first = try RawClient(port: port)
        try first.send(get("/gate"))
        #expect(notes.wait(for: "waiting"))
        let second = try RawClient(port: port)
        try second.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n")
        try second.send(String(repeating: "x", count: 300_000))
        #expect(try second.response().status == 503)
        #expect(try second.readToEnd().isEmpty)
        #expect(notes.count("refused 503") == 1)
    }
}
