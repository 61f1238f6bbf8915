import HTTP
import HTTPServer
import Settings
import TestKit
import Testing
import WaitingRoom

@testable import Gateway

/// The place as server-sent events.
@Suite struct EventStreamTests {
    private let events = "/_sluice/v1/rooms/demo/events"

    private func listen(_ gateway: GatewayHarness, _ slip: String) throws -> RawClient {
        let client = try RawClient(port: gateway.port)
        try client.send("GET \(events) HTTP/1.1\r\nHost: a\r\nSluice-Slip: \(slip)\r\n\r\n")
        return client
    }

    private func join(_ gateway: GatewayHarness) throws -> String {
        let visitor = gateway.visitor()
        try visitor.send("POST", "/_sluice/v1/rooms/demo/places")
        return visitor.cookies["sluice-q"] ?? ""
    }

    @Test("A listener hears its place, then that it is called, then that it is inside, and the stream ends")
    func story() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .paused }
        let client = try listen(gateway, try join(gateway))
        let head = try client.read(until: "\r\n\r\n")
        #expect(head.contains("Content-Type: text/event-stream\r\n"))
        #expect(head.contains("Cache-Control: no-store\r\n"))
        #expect(try client.read(until: "\n\n").hasPrefix("retry: "))
        let first = try client.read(until: "\n\n")
        #expect(first.hasPrefix("event: position\ndata: {"))
        try await gateway.change { $0.mode = .always }
        try await gateway.tick(times: 8)
        let rest = String(decoding: try client.readToEnd(), as: UTF8.self)
        #expect(rest.contains("\"state\":\"called\""))
        #expect(rest.hasSuffix("event: admitted\ndata: {\"redirect\":\"/\"}\n\n"))
        #expect(gateway.lines[0].line?.active.count == 1)
    }

    @Test("A place that is over hears so and the stream ends")
    func over() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let slip = try join(gateway)
        _ = try gateway.visitor().send("DELETE", "/_sluice/v1/rooms/demo/place", ["Sluice-Slip: \(slip)"])
        try await gateway.tick(times: 8)
        let client = try listen(gateway, slip)
        _ = try client.read(until: "\n\n")
        try await gateway.tick()
        let all = String(decoding: try client.readToEnd(), as: UTF8.self)
        #expect(all.hasSuffix("event: expired\ndata: {}\n\n"))
    }

    @Test("Without a slip there is nothing to hear")
    func noSlip() async throws {
        let gateway = try await GatewayHarness()
        #expect(try gateway.visitor().get(events).status == 401)
        #expect(try gateway.visitor().get(events, ["Sluice-Slip: x"]).code == "slip_invalid")
    }

    @Test("One place has a few streams at most, and room again when they are gone")
    func bound() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .paused }
        let slip = try join(gateway)
        var clients: [RawClient] = []
        for _ in 0..<StreamTable.perPlace {
            let client = try listen(gateway, slip)
            _ = try client.read(until: "\n\n")
            clients.append(client)
        }
        #expect(try gateway.visitor().get(events, ["Sluice-Slip: \(slip)"]).status == 503)
        let other = try listen(gateway, try join(gateway))
        #expect(try other.read(until: "\r\n").contains("200"))
        clients.removeAll()
        #expect(try await gateway.until { parts, _ in parts.service.streams[0].count <= 1 })
        #expect(try listen(gateway, slip).read(until: "\r\n").contains("200"))
    }

    @Test("When the process ends, listeners are told when to come back")
    func drain() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .paused }
        let client = try listen(gateway, try join(gateway))
        _ = try client.read(until: "\r\n\r\n")
        try await gateway.on { parts, _ in
            parts.service.endStreams()
            parts.server.drain()
        }
        #expect(
            String(decoding: try client.readToEnd(), as: UTF8.self).contains(
                "event: reconnect\ndata: {\"after_ms\":"))
    }
}
