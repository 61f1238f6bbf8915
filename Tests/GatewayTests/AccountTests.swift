import Bytes
import EventLoop
import HTTP
import Settings
import TestKit
import Testing
import Tokens
import WaitingRoom

@testable import Gateway

/// Rooms with `identity: account`: one place a person (LINE.md 2.11).
@Suite struct AccountTests {
    private let places = "/_sluice/v1/rooms/demo/places"
    private let place = "/_sluice/v1/rooms/demo/place"
    private let admission = "/_sluice/v1/rooms/demo/admission"

    private func gateway(
        like twin: GatewayHarness? = nil, _ more: @escaping (inout SluiceSettings) throws -> Void = { _ in }
    ) async throws -> GatewayHarness {
        try await GatewayHarness(like: twin) {
            $0.rooms[0].identity = .account
            $0.rooms[0].except.append(RequestMatch(path: "/login/**"))
            $0.rooms[0].except.append(RequestMatch(path: "/login"))
            try more(&$0)
        }
    }

    /// What stands in the slip that a visitor has.
    private func binding(_ visitor: Visitor, _ gateway: GatewayHarness) throws -> UInt64 {
        let text = Array(try #require(visitor.cookies["sluice-q"]).utf8)
        var payload = ByteBuffer()
        let opening = gateway.keys.sealer.open(text.span.bytes, at: gateway.clock.now, into: &payload)
        guard case .valid(let range, _, _) = opening else { throw RoomStoreError.refused("no slip") }
        let slip = payload.withReadable { Slip(payload: $0.extracting(range)) }
        return try #require(slip).binding
    }

    @Test("One account has one place on every device, another account another one")
    func onePlace() async throws {
        let gateway = try await gateway { $0.rooms[0].mode = .paused }
        let (phone, laptop, other) = (
            try gateway.visitor(account: 1), try gateway.visitor(account: 1), try gateway.visitor(account: 2)
        )
        let first = try phone.send("POST", places)
        #expect(first.status == 201)
        #expect(try first.json["place"]?.number == 1)
        let again = try laptop.send("POST", places, body: "{}")
        #expect([again.status, try again.json["place"]?.number ?? 0] == [200, 1])
        #expect(try other.send("POST", places).json["place"]?.number == 2)
        #expect(try laptop.navigate("/buy").text.contains("<html"))
        #expect(gateway.lines[0].line?.issued == 2)
        #expect(try binding(phone, gateway) == binding(laptop, gateway))
        #expect(try binding(phone, gateway) != binding(other, gateway))
        #expect(try binding(phone, gateway) != 0)
        // A header does as well as a cookie.
        let bearer = try gateway.visitor().send("POST", places, ["Authorization: Bearer \(gateway.user(1))"])
        #expect([bearer.status, try bearer.json["place"]?.number ?? 0] == [200, 1])
    }

    @Test("Whoever comes back on another device shares the session; after its end the account is new")
    func session() async throws {
        let gateway = try await gateway()
        let (phone, laptop) = (try gateway.visitor(account: 1), try gateway.visitor(account: 1))
        #expect(try phone.navigate("/buy").text == "site")
        #expect(try laptop.navigate("/buy").text == "site")
        let seen = gateway.site.all.map { $0.values("x-sluice-session") }
        #expect(seen.count == 2 && seen.first == seen.last && seen.first?.count == 1)
        #expect(gateway.lines[0].line?.entered == 1)
        #expect(try phone.send("DELETE", admission).status == 204)
        try await gateway.tick()
        let fresh = try laptop.send("POST", places)
        #expect([fresh.status, try fresh.json["place"]?.number ?? 0] == [201, 2])
        #expect(try phone.send("POST", places).json["place"]?.number == 2)
        // The session is the account's, so the services know it again whatever the place.
        try await gateway.tick(times: 8)
        #expect(try phone.navigate("/buy").text == "site")
        #expect(gateway.site.last?.values("x-sluice-session") == seen.first)
        #expect(gateway.lines[0].line?.entered == 2)
    }

    @Test(
        "Without a good user token there is no place, and the answer says what is missing",
        arguments: ["none", "expired", "foreign", "admission", "basic", "empty"])
    func notLoggedIn(_ kind: String) async throws {
        let gateway = try await gateway()
        let fields: [String] =
            switch kind {
            case "expired": ["Authorization: Bearer \(try gateway.user(1, lasts: -500))"]
            case "foreign": ["Authorization: Bearer a.b.c"]
            case "admission": ["Cookie: sluice-u=\(try gateway.token())"]
            case "basic": ["Authorization: Basic dXNlcjpwYXNz"]
            case "empty": ["Cookie: sluice-u=", "Authorization: Bearer "]
            default: []
            }
        for body in [nil, "{}"] {
            let response = try gateway.visitor().send("POST", places, fields, body: body)
            #expect([response.status, response.code == "login_required" ? 1 : 0] == [401, 1])
            #expect(response.field("www-authenticate") == "Bearer")
            #expect(response.cookies.isEmpty)
        }
        let page = try gateway.visitor().navigate("/buy?x=1&y=%C3%A4", fields)
        #expect(page.status == 303)
        #expect(page.field("location") == "/login?return=/buy%3Fx%3D1%26y%3D%25C3%25A4")
        #expect(page.field("cache-control") == "no-store")
        #expect(page.cookies.isEmpty)
        #expect(gateway.lines[0].line?.issued == 0)
        #expect(gateway.site.all.isEmpty)
    }

    @Test("A browser is sent to the login from the page and its form too, and the login needs no place")
    func login() async throws {
        let gateway = try await gateway { $0.login.login = "/login/form?lang=bn" }
        let visitor = gateway.visitor()
        let page = try visitor.navigate("/_sluice/rooms/demo?return=/buy")
        #expect(page.status == 303)
        #expect(
            page.field("location") == "/login/form?lang=bn&return=/_sluice/rooms/demo%3Freturn%3D/buy")
        let form = try visitor.send("POST", "/_sluice/rooms/demo/join?return=/buy", body: "")
        #expect(
            [form.status, form.field("location") == "/login/form?lang=bn&return=/buy" ? 1 : 0] == [303, 1])
        let evil = try visitor.navigate("//evil.example/x")
        #expect([303, 400].contains(evil.status))
        #expect(evil.field("location").map { $0.hasSuffix("return=/") } ?? true)
        #expect(try visitor.navigate("/login/form").text == "site")
        visitor.cookies["sluice-u"] = try gateway.user(5)
        #expect(try visitor.navigate("/buy").text == "site")
        #expect(gateway.lines[0].line?.accounts.count == 1)
    }

    @Test("Over TLS only the cookie of this host counts, on loopback the plain one")
    func transport() async throws {
        let gateway = try await gateway { $0.gateway.trustedProxies = [try CIDRBlock("10.0.0.0/8")] }
        let visitor = gateway.visitor(from: .v4(0x0A00_0001, port: 1))
        visitor.cookies["sluice-u"] = try gateway.user(1)
        #expect(try visitor.send("POST", places, ["X-Forwarded-Proto: https"]).status == 401)
        visitor.cookies = ["__Host-sluice-u": try gateway.user(1)]
        #expect(try visitor.send("POST", places, ["X-Forwarded-Proto: https"]).status == 201)
    }

    @Test("A place outlives the login: its slip alone waits, is called and enters")
    func loginEnds() async throws {
        let gateway = try await gateway { $0.rooms[0].mode = .always }
        let visitor = try gateway.visitor(account: 1)
        try visitor.send("POST", places)
        visitor.cookies["sluice-u"] = nil
        #expect(try visitor.get(place).json["place"]?.number == 1)
        #expect(try visitor.navigate("/buy").text.contains("<html"))
        try await gateway.tick(times: 8)
        #expect(try visitor.send("POST", admission).status == 200)
        #expect(try visitor.get("/buy").text == "site")
    }

    @Test("Who logs in as somebody else in the same browser goes on with a place of their own")
    func anotherAccount() async throws {
        let gateway = try await gateway { $0.rooms[0].capacity = 2 }
        let browser = try gateway.visitor(account: 1)
        #expect(try browser.navigate("/buy").text == "site")
        let session = gateway.site.last?.values("x-sluice-session")
        browser.cookies["sluice-u"] = try gateway.user(2)
        #expect(try browser.send("POST", admission).code == "slip_invalid")
        // What is exempt is told of nobody's session but one's own.
        try browser.get("/assets/x")
        #expect(gateway.site.last?.values("x-sluice-session") == [])
        #expect(try browser.navigate("/buy").text == "site")
        #expect(gateway.site.last?.values("x-sluice-session") != session)
        #expect(gateway.lines[0].line?.entered == 2)
        #expect(try browser.get("/more").text == "site")
        #expect(gateway.lines[0].line?.entered == 2)
    }

    @Test("Where no more places are given an account keeps the one that it has")
    func closed() async throws {
        let gateway = try await gateway { $0.rooms[0].mode = .paused }
        try gateway.visitor(account: 1).send("POST", places)
        for mode in [RoomMode.closed, .soldout] {
            try await gateway.change { $0.mode = mode }
            let known = try gateway.visitor(account: 1)
            #expect(try known.send("POST", places).json["place"]?.number == 1)
            #expect(try gateway.visitor(account: 1).navigate("/buy").status == 200)
            let stranger = try gateway.visitor(account: 2)
            let code = mode == .closed ? "room_closed" : "sold_out"
            #expect(try stranger.send("POST", places).code == code)
            #expect(try stranger.get("/buy", ["Accept: text/plain"]).code == "queue_required")
            let nobody = try gateway.visitor().navigate("/buy")
            #expect(nobody.status == (mode == .closed ? 403 : 409), "no login for a closed door")
        }
    }

    @Test("A user token of an unknown key asks for the keys and is told to come again")
    func unknownKey() async throws {
        let gateway = try await gateway()
        let visitor = gateway.visitor()
        visitor.cookies["sluice-u"] = try gateway.user(1, by: gateway.laterIdentity)
        for body in [nil, "{}"] {
            let response = try visitor.send("POST", places, body: body)
            #expect([response.status, response.code == "line_held" ? 1 : 0] == [503, 1])
        }
        #expect(try visitor.navigate("/buy").status == 503)
        #expect(gateway.notes.all.filter { $0 == "user keys" }.count == 3)
        let keys = gateway.laterUserKeys
        try await gateway.on { parts, _ in
            parts.service.userVerifier = UserTokenVerifier(keys: keys)
        }
        #expect(try visitor.send("POST", places).status == 201)
    }

    @Test("Several newcomers of one account in a batch share one number")
    func batch() async throws {
        let gateway = try await gateway { $0.rooms[0].mode = .paused }
        let clients = try (0..<30).map { _ in try RawClient(port: gateway.port) }
        for (index, client) in clients.enumerated() {
            let user = try gateway.user(index % 3)
            try client.send(
                "POST \(places) HTTP/1.1\r\nHost: a\r\nCookie: sluice-u=\(user)\r\nConnection: close\r\n\r\n")
        }
        var numbers: [Int: Set<Int>] = [:]
        for (index, client) in clients.enumerated() {
            let number = try #require(try client.response().json["place"]?.number)
            numbers[index % 3, default: []].insert(Int(number))
        }
        #expect(numbers.values.allSatisfy { $0.count == 1 })
        #expect(gateway.lines[0].line?.issued == 3)
    }

    @Test("A login page behind the room's own door is an error before anything starts")
    func loginBehindTheRoom() async throws {
        for login in ["/sign-in", "/login/../x", "/LOGIN"] {
            await #expect(throws: GatewayError.self, "\(login)") {
                try await gateway { $0.login.login = login }
            }
        }
        await #expect(throws: GatewayError.self) {
            try await gateway {
                $0.rooms[0].match = [RequestMatch(host: "*.example.org"), RequestMatch(path: "/x")]
                $0.rooms[0].except = []
            }
        }
        _ = try await gateway {
            $0.rooms[0].match = [RequestMatch(path: "/buy/**")]
            $0.rooms[0].except = []
        }
    }
}
