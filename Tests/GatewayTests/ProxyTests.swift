import HTTP
import Settings
import TestKit
import Testing
import WaitingRoom

/// What passes between visitors and the site, and what does not.
@Suite struct ProxyTests {
    @Test("Nothing that only the gateway may say reaches the site from a client")
    func stripped() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        try visitor.navigate("/")
        visitor.cookies["mine"] = "1"
        visitor.cookies["sluice-s"] = "x"
        visitor.cookies["__Host-sluice-a"] = "x"
        try visitor.get(
            "/buy",
            [
                "X-Sluice-Room: vip", "X-Sluice-Session: forged", "x-sluice-admission: forged",
                "X_Sluice_Session: forged",
                "Sluice-Slip: forged", "Sluice-Session: end", "X-Request-Id: forged", "traceparent: forged",
                "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example",
                "X-Forwarded-Port: 6", "X-Forwarded-Prefix: /evil", "Forwarded: for=6.6.6.6",
                "X-Real-IP: 6.6.6.6",
                "True-Client-IP: 6.6.6.6", "X-Client-IP: 6.6.6.6", "CF-Connecting-IP: 6.6.6.6",
                "X-Original-URL: /evil", "X-Rewrite-URL: /evil", "X-Cluster-Client-IP: 6.6.6.6",
                "Proxy-Authorization: x", "X-Other: stays",
            ])
        let seen = try #require(gateway.site.last)
        #expect(seen.values("x-sluice-room") == ["demo"])
        #expect(seen.values("x-sluice-session").count == 1)
        #expect(seen.values("x-sluice-admission") == [visitor.cookies["sluice-a"]])
        #expect(seen.values("cookie") == ["mine=1"])
        #expect(seen.values("x-forwarded-for") == ["127.0.0.1"])
        #expect(seen.values("x-forwarded-proto") == ["http"])
        #expect(seen.values("x-forwarded-host") == ["tickets.example"])
        #expect(seen.values("host") == ["tickets.example"])
        #expect(seen.values("x-request-id").first?.contains("forged") == false)
        #expect(seen.values("traceparent").first?.hasPrefix("00-") == true)
        #expect(seen.values("x-other") == ["stays"])
        for field in seen.fields {
            for word in ["6.6.6.6", "evil", "forged", "vip", "Sluice-Slip"] {
                #expect(!field.contains(word), "\(field)")
            }
        }
    }

    @Test("Exempt and passed-through requests are cleaned in the same way")
    func strippedWithoutSession() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        visitor.cookies["sluice-a"] = "x"
        try visitor.get("/assets/a", ["X-Sluice-Session: forged", "X-Real-IP: 6.6.6.6"])
        let seen = try #require(gateway.site.last)
        #expect(seen.values("x-sluice-session").isEmpty)
        #expect(seen.values("x-real-ip").isEmpty)
        #expect(seen.values("cookie").isEmpty)
    }

    @Test("A site that is down is 502, one that is slow 504, and the session stays the visitor's own")
    func failures() async throws {
        let dead = RawServer(.refusal)
        let down = try await GatewayHarness(upstream: dead.port)
        let visitor = down.visitor()
        let response = try visitor.navigate("/")
        #expect([response.status, response.code == "bad_gateway" ? 1 : 0] == [502, 1])
        #expect(Set(visitor.cookies.keys) == ["sluice-q", "sluice-a"])
        #expect(try visitor.navigate("/").status == 502)
        #expect(down.lines[0].line?.entered == 1)

        let silent = RawServer { client, _ in _ = try? client.readToEnd() }
        let slow = try await GatewayHarness(upstream: silent.port) {
            $0.upstreams["site"]?.firstByteTimeout = .milliseconds(50)
        }
        #expect(try slow.visitor().navigate("/").status == 504)
    }

    @Test("A response that breaks off ends the connection, and never looks whole")
    func brokenBody() async throws {
        let site = RawServer { client, _ in
            _ = try client.read(until: "\r\n\r\n")
            try client.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        }
        let gateway = try await GatewayHarness(upstream: site.port)
        let client = try RawClient(port: gateway.port)
        try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try client.read(until: "\r\n\r\n")
        #expect(try client.readToEnd() == Array("half".utf8))
    }

    @Test("A kept connection that died costs a safe request one retry, and a post none")
    func retries() async throws {
        let seen = Notes()
        // Answers the first request of each connection, reads the second and hangs up.
        let site = RawServer { client, number in
            for turn in 0..<2 {
                let head = try client.read(until: "\r\n\r\n")
                seen.add("\(number) \(head.prefix { $0 != " " })")
                if turn == 0 { try client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") }
            }
        }
        let gateway = try await GatewayHarness(upstream: site.port)
        let visitor = gateway.visitor()
        #expect(try visitor.get("/").text == "ok")
        #expect(try visitor.get("/").text == "ok")
        #expect(seen.all == ["0 GET", "0 GET", "1 GET"])
        #expect(try visitor.send("POST", "/").status == 502)
        #expect(seen.all == ["0 GET", "0 GET", "1 GET", "1 POST"])
        // A fresh connection that hangs up is no reason to try again.
        #expect(try visitor.get("/").text == "ok")
    }

    @Test("A large upload and a large download pass through whole")
    func large() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        try visitor.navigate("/")
        let upload = String(repeating: "x", count: 3_000_000)
        let up = try visitor.send("POST", "/up", body: upload)
        #expect(up.text == "site", "\(up.status) \(up.text.prefix(200))")
        #expect(gateway.site.last?.bodyBytes == 3_000_000)
        #expect(try visitor.get("/down?5000000").body.count == 5_000_000)
    }

    @Test("What the gateway does not speak is refused and reaches nobody")
    func refusedMethods() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        #expect(try visitor.send("TRACE", "/").status == 501)
        #expect(try visitor.get("/", ["Upgrade: websocket", "Connection: Upgrade"]).status == 501)
        for request in [
            "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
            "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        ] {
            let client = try RawClient(port: gateway.port)
            try client.send(request)
            #expect([400, 501].contains(try client.response().status), "\(request)")
        }
        #expect(gateway.site.all.isEmpty)
    }

    @Test("An absolute target and an old version are served by what they name")
    func otherForms() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].match = [RequestMatch(host: "a", path: "/**")] }
        let client = try RawClient(port: gateway.port)
        try client.send("GET http://a/assets/x?y HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.response().text == "site")
        #expect(gateway.site.last?.line == "GET /assets/x?y")
        #expect(gateway.site.last?.values("host") == ["a"])
        let old = try RawClient(port: gateway.port)
        try old.send("GET /assets/x HTTP/1.0\r\nHost: A.:80\r\n\r\n")
        #expect(String(decoding: try old.readToEnd(), as: UTF8.self).hasSuffix("site"))
        let unnamed = try RawClient(port: gateway.port)
        try unnamed.send("GET / HTTP/1.0\r\n\r\n")
        #expect(try unnamed.response().status == 404)
    }
}
