import HTTP
import Settings
import TestKit
import Testing
import WaitingRoom

@testable import Gateway

/// Where requests go that may pass: `routes`, the room's upstream, the default one.
@Suite struct RouteTests {
    /// Two sites: `site` for the room, `booking` for what the routes name; `default` is booking's too.
    private struct Sites {
        let other: GatewayHarness
        let gateway: GatewayHarness

        init(_ configure: @escaping (inout SluiceSettings) throws -> Void = { _ in }) async throws {
            // The other gateway is there for its sample site, which the first one reaches as an upstream.
            let other = try await GatewayHarness()
            let port = other.sitePort
            self.other = other
            gateway = try await GatewayHarness { settings in
                settings.upstreams["booking"] = UpstreamConfiguration(servers: [
                    try ServerAddress("127.0.0.1:\(port)")
                ])
                settings.routes = [
                    RouteConfiguration(match: RequestMatch(path: "/api/**"), upstream: "booking"),
                    RouteConfiguration(match: RequestMatch(path: "/api/pages/**"), upstream: "site"),
                    RouteConfiguration(
                        match: RequestMatch(path: "/put", methods: ["PUT"]), upstream: "booking"),
                ]
                settings.rooms[0].except.append(RequestMatch(path: "/api/hooks/**"))
                settings.rooms[0].match = [RequestMatch(path: "/api/**"), RequestMatch(path: "/buy/**")]
                settings.rooms[0].match.append(RequestMatch(path: "/put"))
                try configure(&settings)
            }
        }

        var lines: [[String]] { [gateway.site.all.map(\.line), other.site.all.map(\.line)] }
    }

    @Test("Who is inside reaches the route's upstream, the longest match first, else the room's")
    func inside() async throws {
        let sites = try await Sites()
        let visitor = sites.gateway.visitor()
        for path in ["/buy/x", "/api/holds", "/api/pages/1", "/API/holds", "/put"] {
            #expect(try visitor.navigate(path).text == "site", "\(path)")
        }
        #expect(try visitor.send("PUT", "/put", body: "x").text == "site")
        #expect(
            sites.lines == [
                ["GET /buy/x", "GET /api/pages/1", "GET /put"],
                ["GET /api/holds", "GET /API/holds", "PUT /put"],
            ])
        let seen = try #require(sites.other.site.all.first)
        #expect(seen.values("x-sluice-room") == ["demo"])
        #expect(seen.values("x-sluice-session").count == 1)
        #expect(seen.values("x-sluice-admission").count == 1)
    }

    @Test("A route lets nobody past the room")
    func waiting() async throws {
        let sites = try await Sites { $0.rooms[0].mode = .always }
        #expect(try sites.gateway.visitor().get("/api/holds").code == "queue_required")
        #expect(sites.lines == [[], []])
    }

    @Test("What is exempt goes by its route too, without an admission unless the visitor has a good one")
    func exempt() async throws {
        let sites = try await Sites()
        let names = ["x-sluice-room", "x-sluice-session", "x-sluice-admission"]
        let forged = ["X-Sluice-Admission: forged", "X-Sluice-Room: demo", "X-Sluice-Session: forged"]
        try sites.gateway.visitor().send("POST", "/api/hooks/paid", forged, body: "{}")
        let stranger = try #require(sites.other.site.last)
        #expect(stranger.line == "POST /api/hooks/paid")
        for name in names { #expect(stranger.values(name).isEmpty, "\(name)") }
        let visitor = sites.gateway.visitor()
        try visitor.navigate("/buy/x")
        let response = try visitor.get("/api/hooks/paid", forged)
        #expect(response.cookies.isEmpty, "what everybody may have names nobody")
        let known = try #require(sites.other.site.last)
        #expect(known.values("x-sluice-admission") == [try #require(visitor.cookies["sluice-a"])])
        #expect(known.values("x-sluice-room") == ["demo"])
        #expect(known.values("x-sluice-session") == sites.gateway.site.last?.values("x-sluice-session"))
        let expired = try sites.gateway.token(lasts: -1000)
        try sites.gateway.visitor().get("/api/hooks/paid", ["Sluice-Admission: \(expired)"])
        for name in names { #expect(try #require(sites.other.site.last).values(name).isEmpty, "\(name)") }
    }

    @Test("A site may end the session on an exempt path")
    func exemptEnd() async throws {
        let sites = try await Sites {
            $0.rooms[0].match = [RequestMatch(path: "/**")]
            $0.rooms[0].except.append(RequestMatch(path: "/end"))
        }
        let visitor = sites.gateway.visitor()
        try visitor.navigate("/buy/x")
        let token = try #require(visitor.cookies["sluice-a"])
        try visitor.get("/end")
        #expect(visitor.cookies["sluice-a"] == nil)
        let after = try sites.gateway.visitor().send("HEAD", "/buy/x", ["Sluice-Admission: \(token)"])
        #expect(after.status == 429)
    }

    @Test("What no room matches goes by its route, else to the default upstream, else nowhere")
    func unmatched() async throws {
        let sites = try await Sites {
            $0.rooms[0].match = [RequestMatch(path: "/buy/**")]
            $0.rooms[0].except = []
        }
        #expect(try sites.gateway.visitor().get("/api/holds").text == "site")
        #expect(try sites.gateway.visitor().get("/nowhere").status == 404)
        #expect(sites.lines == [[], ["GET /api/holds"]])
        let open = try await Sites {
            $0.rooms[0].match = [RequestMatch(path: "/buy/**")]
            $0.upstreams["default"] = $0.upstreams["booking"]
        }
        #expect(try open.gateway.visitor().get("/anywhere").text == "site")
        #expect(try open.gateway.visitor().navigate("/buy/x").text == "site")
        #expect(open.lines == [["GET /buy/x"], ["GET /anywhere"]])
    }

    @Test("An unknown upstream of a route is an error before anything starts")
    func unknown() async throws {
        await #expect(throws: GatewayError.self) {
            try await GatewayHarness {
                $0.routes = [RouteConfiguration(match: RequestMatch(path: "/x"), upstream: "nowhere")]
            }
        }
    }
}
