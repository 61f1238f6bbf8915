import EventLoop
import HTTP
import Settings
import TestKit
import Testing
import WaitingRoom

/// Cookies and addresses by the way that a request came: loopback, plain HTTP, a proxy that takes TLS off.
@Suite struct TransportTests {
    private let places = "/_sluice/v1/rooms/demo/places"

    private func gateway(_ more: @escaping (inout SluiceSettings) -> Void = { _ in }) async throws
        -> GatewayHarness
    {
        try await GatewayHarness {
            $0.gateway.trustedProxies = [try CIDRBlock("10.0.0.0/8")]
            more(&$0)
        }
    }

    @Test("Behind a trusted proxy with TLS cookies are Secure, for this host only")
    func secure() async throws {
        let gateway = try await gateway()
        let visitor = gateway.visitor(from: .v4(0x0A00_0001, port: 1))
        let fields = ["X-Forwarded-Proto: https", "X-Forwarded-For: 6.6.6.6, 198.51.100.7"]
        let response = try visitor.navigate("/", fields)
        #expect(Set(visitor.cookies.keys) == ["__Host-sluice-q", "__Host-sluice-a"])
        for cookie in response.cookies {
            #expect(
                Set(["Secure", "HttpOnly", "Path=/", "SameSite=Lax"]).isSubset(of: Set(cookie.attributes)))
            #expect(!cookie.attributes.contains { $0.hasPrefix("Domain") })
        }
        #expect(gateway.site.last?.values("x-forwarded-proto") == ["https"])
        #expect(gateway.site.last?.values("x-forwarded-for") == ["6.6.6.6, 198.51.100.7, 10.0.0.1"])
        #expect(try visitor.navigate("/", fields).text == "site")
        #expect(gateway.lines[0].line?.entered == 1)
    }

    @Test("Over plain HTTP a browser is told that its place cannot be kept, and takes none")
    func plain() async throws {
        let gateway = try await gateway()
        for (peer, fields) in [
            (0x0B00_0001, ["X-Forwarded-Proto: https"]), (0x0A00_0001, ["X-Forwarded-Proto: http"]),
            (0x0A00_0001, []),
        ] as [(UInt32, [String])] {
            let visitor = gateway.visitor(from: .v4(peer, port: 1))
            for path in ["/", "/_sluice/rooms/demo"] {
                let response = try visitor.navigate(path, fields)
                #expect([response.status, response.code == "misdirected_request" ? 1 : 0] == [421, 1])
                #expect(response.text.contains("insecure_cookies"))
                #expect(response.cookies.isEmpty)
            }
            #expect(try visitor.get("/", fields).code == "queue_required")
        }
        #expect(gateway.lines[0].line?.issued == 0)
        #expect(gateway.site.all.isEmpty)
    }

    @Test("Over plain HTTP a client without cookies can wait and enter by its headers")
    func plainByHeaders() async throws {
        let gateway = try await gateway()
        let visitor = gateway.visitor(from: .v4(0x0B00_0001, port: 1))
        let slip = try #require(try visitor.send("POST", places).json["slip"]?.text)
        visitor.cookies = [:]
        try await gateway.tick(times: 8)
        let claim = try visitor.send("POST", "/_sluice/v1/rooms/demo/admission", ["Sluice-Slip: \(slip)"])
        let token = try #require(try claim.json["token"]?.text)
        visitor.cookies = [:]
        #expect(try visitor.get("/buy", ["Sluice-Admission: \(token)"]).text == "site")
    }

    @Test("With insecure_cookies plain HTTP is served, with cookies without Secure")
    func insecure() async throws {
        let gateway = try await gateway { $0.gateway.insecureCookies = true }
        let visitor = gateway.visitor(from: .v4(0x0B00_0001, port: 1))
        #expect(try visitor.navigate("/").text == "site")
        #expect(Set(visitor.cookies.keys) == ["sluice-q", "sluice-a"])
    }
}
