import EventLoop
import HTTP
import Settings
import TestKit
import Testing
import WaitingRoom

/// What other web pages may make a visitor's browser do.
@Suite struct OtherPagesTests {
    private let writes = [
        "/_sluice/v1/rooms/demo/places", "/_sluice/rooms/demo/join", "/_sluice/rooms/demo/leave",
        "/_sluice/v1/rooms/demo/admission",
    ]

    @Test(
        "A post from another page is refused and changes no cookie",
        arguments: [
            "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example",
            "Origin: null",
            "Origin: https://tickets.example.evil.example", "Origin: https://tickets.example:8443",
            "Origin: ",
        ])
    func foreign(_ field: String) async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        for path in writes {
            for body in [nil, "a=b"] {
                let response = try gateway.visitor().send("POST", path, [field], body: body)
                #expect(response.status == 403, "\(path)")
                #expect(response.cookies.isEmpty, "\(path)")
            }
        }
        #expect(gateway.lines[0].line?.issued == 0)
    }

    @Test(
        "A post from our own page, or from no page, is served",
        arguments: [
            "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Origin: http://Tickets.Example",
            "Origin: https://tickets.example", "X-Other: 1",
        ])
    func own(_ field: String) async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        #expect(try visitor.send("POST", writes[0], [field]).status == 201)
        #expect(try visitor.send("POST", writes[2], [field], body: "").status == 200)
        #expect(visitor.cookies.isEmpty)
    }

    @Test("Behind a trusted proxy the page's host is the one that the proxy names; nobody else may name one")
    func forwardedHost() async throws {
        let gateway = try await GatewayHarness {
            $0.rooms[0].mode = .always
            $0.gateway.trustedProxies = [try CIDRBlock("10.0.0.0/8")]
        }
        let fields = [
            "Origin: https://public.example", "X-Forwarded-Host: public.example", "X-Forwarded-Proto: https",
        ]
        let proxy = gateway.visitor(from: .v4(0x0A00_0001, port: 1))
        #expect(try proxy.send("POST", writes[0], fields).status == 201)
        #expect(
            try gateway.visitor(from: .v4(0x0B00_0001, port: 1)).send("POST", writes[0], fields).status == 403
        )
    }

    @Test("A post to the site itself is the site's own matter")
    func siteIsNotJudged() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        try visitor.navigate("/")
        #expect(try visitor.send("POST", "/pay", ["Sec-Fetch-Site: cross-site"], body: "x").text == "site")
    }
}
