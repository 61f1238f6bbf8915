import EventLoop
import HTTP
import HTTPServer
import Settings
import TestKit
import Testing
import WaitingRoom

/// What some clients may cost the others.
@Suite struct CrowdTests {
    private let places = "/_sluice/v1/rooms/demo/places"

    @Test("Bodies that do not come hold most runners, and the line still moves")
    func slowBodies() async throws {
        let gateway = try await GatewayHarness(maximumRunners: 16) { $0.rooms[0].mode = .always }
        var slow: [RawClient] = []
        for _ in 0..<14 {
            let client = try RawClient(port: gateway.port)
            try client.send("POST \(places) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{")
            slow.append(client)
        }
        #expect(try await gateway.until { $1.runners.busy >= 14 })
        #expect(try gateway.visitor().send("POST", places, body: "{}").status == 503)
        #expect(try gateway.visitor().send("POST", places).status == 201)
        for client in slow { try client.send("}") }
        for client in slow { #expect(try client.response().status == 201) }
        #expect(try gateway.visitor().send("POST", places, body: "{}").status == 201)
    }

    @Test("An address has so many connections; a proxy, behind which many stand, has no such bound")
    func connections() async throws {
        var limits = ServerLimits()
        limits.connectionsPerAddress = 2
        let proxyNames = Array("10.0.0.0/8".utf8)
        let range = AddressRange(proxyNames.span.bytes)
        limits.uncounted = [try #require(range)]
        let gateway = try await GatewayHarness(limits: limits)
        let path = "/_sluice/v1/rooms/demo"
        let far = SocketAddress.v4(0x0B00_0001, port: 1)
        let held = [try gateway.client(from: far), try gateway.client(from: far)]
        #expect(throws: (any Error).self) { try gateway.visitor(from: far).get(path) }
        #expect(try gateway.visitor(from: .v4(0x0B00_0002, port: 1)).get(path).status == 200)
        let near = SocketAddress.v4(0x0A00_0001, port: 1)
        let proxies = try (0..<3).map { _ in try gateway.client(from: near) }
        #expect(try gateway.visitor(from: near).get(path).status == 200)
        withExtendedLifetime((held, proxies)) {}
    }

    @Test("Many joins at once get places without a gap, each once")
    func joins() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        var numbers: Set<Int> = []
        for _ in 0..<20 {
            var clients: [RawClient] = []
            for _ in 0..<20 {
                let client = try RawClient(port: gateway.port)
                try client.send("POST \(places) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                clients.append(client)
            }
            for client in clients { numbers.insert(try client.response().json["place"]?.number ?? 0) }
        }
        #expect(numbers == Set(1...400))
    }
}
