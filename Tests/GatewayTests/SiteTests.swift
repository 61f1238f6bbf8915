import EventLoop
import HTTP
import Settings
import TestKit
import Testing
import WaitingRoom

@testable import Gateway

/// Requests for the site: who goes straight in, who waits, who is told what (API.md, the protected paths).
@Suite struct SiteTests {
    @Test("With nobody waiting a visitor goes straight in, with both cookies")
    func fastPath() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        let response = try visitor.navigate("/buy?x=1")
        #expect(response.text == "site")
        #expect(Set(visitor.cookies.keys) == ["sluice-q", "sluice-a"])
        #expect(gateway.site.last?.line == "GET /buy?x=1")
        #expect(try visitor.get("/more").text == "site")
        #expect(gateway.site.last?.values("x-sluice-room") == ["demo"])
        #expect(
            gateway.site.all[0].values("x-sluice-session") == gateway.site.all[1].values("x-sluice-session"))
        #expect(gateway.site.all[1].values("x-sluice-admission") == [visitor.cookies["sluice-a"]])
    }

    @Test("A full site: browsers get the page and a place, clients a problem that says where to join")
    func full() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].waitingStatus = 202 }
        try gateway.visitor().navigate("/")
        let browser = gateway.visitor()
        let page = try browser.navigate("/buy")
        #expect(page.status == 202)
        #expect(page.text.hasPrefix("<!DOCTYPE html>") || page.text.hasPrefix("<!doctype html>"))
        #expect(page.field("cache-control") == "no-store")
        #expect(page.field("content-security-policy") != nil)
        #expect(Set(browser.cookies.keys) == ["sluice-q"])
        let slip = browser.cookies["sluice-q"]
        try browser.navigate("/buy")
        #expect(browser.cookies["sluice-q"] == slip)
        let client = try gateway.visitor().get("/buy")
        #expect([client.status, client.code == "queue_required" ? 1 : 0] == [429, 1])
        #expect(client.field("retry-after") != nil)
        #expect(client.field("link") == "</_sluice/v1/rooms/demo/places>; rel=\"queue\"")
        #expect(client.field("x-sluice-room") == "demo")
        #expect(client.text.contains("/_sluice/v1/rooms/demo/places"))
        #expect(gateway.site.all.count == 1)
    }

    @Test("A form of somebody whose turn is over gets the line, and leads back to its page")
    func form() async throws {
        let gateway = try await GatewayHarness()
        try await gateway.change { $0.mode = .always }
        let fields = [
            "Accept: text/html,*/*;q=0.8", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Site: same-origin",
        ]
        for (referer, back) in [
            ("https://tickets.example/trips/7?from=DHA&to=CTG", "/trips/7?from=DHA&amp;to=CTG"),
            ("https://tickets.example/_sluice/rooms/demo", "/"),
            ("https://tickets.example//evil.example", "/"),
            ("nonsense", "/"),
        ] {
            let page = try gateway.visitor().send(
                "POST", "/holds", fields + ["Referer: \(referer)"], body: "seat=KA-1")
            #expect(page.status == 200 && page.field("content-type") == "text/html; charset=utf-8")
            #expect(page.cookies.map(\.name) == ["sluice-q"])
            #expect(page.text.contains("url=\(back)\""), "\(referer)")
            #expect(!page.text.contains("/holds"))
        }
        let client = try gateway.visitor().send("POST", "/holds", ["Accept: text/html"], body: "seat=KA-1")
        #expect([client.status, client.code == "queue_required" ? 1 : 0] == [429, 1])
        #expect(gateway.site.all.isEmpty)
    }

    @Test("A called visitor's navigation claims and goes through, without any script")
    func claimByNavigation() async throws {
        let gateway = try await GatewayHarness()
        let first = gateway.visitor()
        try first.navigate("/")
        let second = gateway.visitor()
        try second.navigate("/buy")
        try first.navigate("/end")
        #expect(first.cookies["sluice-a"] == nil)
        try await gateway.tick(times: 8)
        #expect(try second.navigate("/buy").text == "site")
        #expect(second.cookies["sluice-a"] != nil)
    }

    @Test("A session that the site ended lets nobody in again, and the site's word is kept from the client")
    func siteEnds() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        try visitor.navigate("/")
        let token = try #require(visitor.cookies["sluice-a"])
        let end = try visitor.navigate("/end")
        #expect(end.field("sluice-session") == nil)
        #expect(end.field("server") == "site")
        let seen = gateway.site.all.count
        try gateway.visitor().send("HEAD", "/", ["Sluice-Admission: \(token)"])
        #expect(gateway.site.all.count == seen)
    }

    @Test("Expired, foreign, forged and other rooms' tokens open nothing")
    func badTokens() async throws {
        let gateway = try await GatewayHarness {
            $0.rooms.append(
                RoomConfiguration(name: "other", match: [RequestMatch(path: "/other/**")], upstream: "site"))
            $0.rooms[0].mode = .always
        }
        let good = try gateway.token()
        #expect(try gateway.visitor().get("/", ["Sluice-Admission: \(good)"]).text == "site")
        let seen = gateway.site.all.count
        for bad in [
            try gateway.token(lasts: -1000), try gateway.token(keys: gateway.foreignKeys),
            try gateway.token(room: "other"), try gateway.token(room: "none"), try gateway.token(epoch: 7),
            good.dropLast(2) + "AA", "a.b.c", "",
        ] {
            let response = try gateway.visitor().get("/", ["Sluice-Admission: \(bad)"])
            #expect(response.status == 429, "\(bad)")
        }
        #expect(gateway.site.all.count == seen)
    }

    @Test("A token with little time left is renewed, in the cookie or in the header that the client uses")
    func renewal() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        try visitor.navigate("/")
        // A session that is used has tokens of a minute.
        try visitor.navigate("/")
        try visitor.navigate("/")
        for _ in 0..<8 { try await gateway.tick(4900) }
        let old = try #require(visitor.cookies["sluice-a"])
        let response = try visitor.navigate("/")
        #expect(response.text == "site")
        #expect(response.field("sluice-admission") == nil)
        #expect(visitor.cookies["sluice-a"] != old)
        let byHeader = try gateway.visitor().get("/", ["Sluice-Admission: \(old)"])
        #expect(byHeader.text == "site")
        #expect(byHeader.cookies.isEmpty)
        #expect(byHeader.field("sluice-admission")?.split(separator: ".").count == 3)
    }

    @Test("Who keeps showing an old token gets the same new one, signed once until that is old as well")
    func renewedOnce() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        try visitor.navigate("/")
        let first = try #require(visitor.cookies["sluice-a"])
        try visitor.navigate("/")
        try visitor.navigate("/")
        func renewed() throws -> String {
            let response = try gateway.visitor().get("/", ["Sluice-Admission: \(first)"])
            #expect(response.text == "site")
            return try #require(response.field("sluice-admission"))
        }
        let second = try renewed()
        #expect(second != first)
        for _ in 0..<5 { #expect(try renewed() == second) }
        #expect(gateway.site.all.suffix(6).allSatisfy { $0.values("x-sluice-admission") == [second] })
    }

    @Test("A response that carries a visitor's own cookies is no shared cache's business")
    func cacheable() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        let first = try visitor.navigate("/public")
        #expect(!first.cookies.isEmpty)
        #expect(first.head.lowercased().contains("cache-control: private"))
        // The token of a session that was never used is short: its first use brings a longer one.
        try visitor.navigate("/public")
        try visitor.navigate("/public")
        let second = try visitor.navigate("/public")
        #expect(second.cookies.isEmpty)
        #expect(!second.head.lowercased().contains("private"))
    }

    @Test("HEAD and prefetch never go straight in")
    func noFastPath() async throws {
        let gateway = try await GatewayHarness()
        try gateway.visitor().send("HEAD", "/")
        try gateway.visitor().get("/", ["Sec-Purpose: prefetch"])
        try gateway.visitor().navigate("/", ["Purpose: prefetch"])
        #expect(gateway.site.all.isEmpty)
        #expect(gateway.lines[0].line?.active.count == 0)
    }

    @Test("An address has only so many sessions without a wait; this machine has no such bound")
    func fastPathBound() async throws {
        let gateway = try await GatewayHarness {
            $0.gateway.fastPath = FastPathLimit(rate: 0.001, burst: 2)
            $0.gateway.insecureCookies = true
            $0.rooms[0].capacity = 100
        }
        let far = gateway.visitor(from: .v4(0x0A00_0001, port: 1))
        var answers: [Int] = []
        for _ in 0..<3 {
            far.cookies = [:]
            answers.append(try far.get("/").status)
        }
        #expect(answers == [200, 200, 429])
        #expect(try gateway.visitor(from: .v4(0x0A00_0002, port: 1)).get("/").status == 200)
        for _ in 0..<4 { #expect(try gateway.visitor().get("/").status == 200) }
    }

    @Test("Somebody who showed no cookie yet holds a session for its start only")
    func cookieless() async throws {
        let gateway = try await GatewayHarness()
        try gateway.visitor().get("/")
        #expect(gateway.lines[0].line?.active.count == 1)
        for _ in 0..<5 { try await gateway.tick(4900) }
        #expect(gateway.lines[0].line?.active.count == 0)
    }

    @Test(
        "Each mode says its own",
        arguments: [
            (RoomMode.always, 429, "queue_required"), (.paused, 429, "queue_required"),
            (.closed, 403, "room_closed"), (.soldout, 409, "sold_out"),
        ])
    func modes(_ mode: RoomMode, _ status: Int, _ code: String) async throws {
        let gateway = try await GatewayHarness()
        try await gateway.change { $0.mode = mode }
        let client = try gateway.visitor().get("/")
        #expect(client.status == status)
        #expect(client.code == code)
        let page = try gateway.visitor().navigate("/")
        #expect(page.status == (status == 429 ? 200 : status))
        #expect(page.field("content-type") == "text/html; charset=utf-8")
        #expect(gateway.site.all.isEmpty)
        let join = try gateway.visitor().send("POST", "/_sluice/v1/rooms/demo/places")
        #expect(join.status == (status == 429 ? 201 : status))
    }

    @Test("Passed through, everybody is; exempt paths always are")
    func passing() async throws {
        let gateway = try await GatewayHarness()
        try await gateway.change { $0.mode = .passthrough }
        let visitor = gateway.visitor()
        #expect(try visitor.get("/a").text == "site")
        #expect(visitor.cookies.isEmpty)
        try await gateway.change { $0.mode = .closed }
        #expect(try visitor.get("/assets/a.css").text == "site")
        #expect(try visitor.get("/assets/../buy").status == 400)
        #expect(try visitor.get("/assets/%2e%2e/buy").status == 400)
        #expect(try visitor.get("/assets//buy").status == 200)
        #expect(try visitor.get("/ASSETS/a").status == 403)
    }

    @Test("What no room matches goes to the default upstream, or nowhere")
    func unmatched() async throws {
        let none = try await GatewayHarness { $0.rooms[0].match = [RequestMatch(path: "/buy/**")] }
        #expect(try none.visitor().get("/").status == 404)
        let some = try await GatewayHarness {
            $0.rooms[0].match = [RequestMatch(path: "/buy/**")]
            $0.upstreams["default"] = $0.upstreams["site"]
        }
        let visitor = some.visitor()
        #expect(try visitor.get("/free").text == "site")
        #expect(visitor.cookies.isEmpty)
    }

    @Test("A token that was good in an epoch that is over opens nothing in the next")
    func tokenOfOldEpoch() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let token = try gateway.token()
        #expect(try gateway.visitor().get("/", ["Sluice-Admission: \(token)"]).text == "site")
        try await gateway.on { parts, _ in
            let old = parts.service.desks[0].bulletin
            var snapshot = old.snapshot
            snapshot.epoch += 1
            let next = RoomBulletin(
                snapshot: snapshot, settings: old.settings, health: old.health, clockOffset: old.clockOffset,
                forecast: nil, ended: [], document: old.document)
            parts.service.adopt(next, room: 0)
        }
        #expect(try gateway.visitor().get("/", ["Sluice-Admission: \(token)"]).status == 429)
    }
}
