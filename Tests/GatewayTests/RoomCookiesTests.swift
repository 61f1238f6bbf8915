import EventLoop
import HTTP
import Settings
import TestKit
import Testing
import WaitingRoom

@testable import Gateway

/// Several rooms on one host: what a visitor has in one of them outlives a visit to another.
@Suite struct RoomCookiesTests {
    private let place = "/_sluice/v1/rooms/demo/place"

    /// `demo` for all paths and `other` below `/other`, with one session each.
    private func addOther(_ settings: inout SluiceSettings) {
        settings.rooms.append(
            RoomConfiguration(
                name: "other", match: [RequestMatch(path: "/other/**")], upstream: "site", capacity: 1))
    }

    @Test("The place and the token of one room survive a visit to another")
    func survive() async throws {
        let gateway = try await GatewayHarness { addOther(&$0) }
        let visitor = gateway.visitor()
        try visitor.navigate("/")
        #expect(Set(visitor.cookies.keys) == ["sluice-q-demo", "sluice-a-demo"])
        let session = gateway.site.last?.values("x-sluice-session")
        // The other room is full: a place there, and then, called, a session there too.
        let first = gateway.visitor()
        try first.navigate("/other/")
        let page = try visitor.navigate("/other/page")
        #expect(page.text.contains("<html"))
        #expect(Set(visitor.cookies.keys) == ["sluice-q-demo", "sluice-a-demo", "sluice-q-other"])
        #expect(try visitor.get("/more").text == "site")
        #expect(gateway.site.last?.values("x-sluice-session") == session)
        #expect(gateway.site.last?.values("x-sluice-room") == ["demo"])
        #expect(try visitor.get(place).json["place"]?.number == 1)
        #expect(try visitor.get("/_sluice/v1/rooms/other/place").json["place"]?.number == 2)
        try first.send("DELETE", "/_sluice/v1/rooms/other/admission")
        try await gateway.tick(times: 8)
        #expect(try visitor.navigate("/other/page").text == "site")
        #expect(gateway.site.last?.values("x-sluice-room") == ["other"])
        let token = try #require(visitor.cookies["sluice-a-other"])
        #expect(gateway.site.last?.values("x-sluice-admission") == [token])
        #expect(try visitor.get("/more").text == "site")
        #expect(gateway.site.last?.values("x-sluice-session") == session)
        #expect(gateway.lines.map { $0.line?.issued } == [1, 2])
    }

    @Test("No room's cookies reach the site, the others do")
    func stripped() async throws {
        let gateway = try await GatewayHarness { addOther(&$0) }
        let visitor = gateway.visitor()
        visitor.cookies["theirs"] = "1"
        try visitor.navigate("/")
        try visitor.navigate("/other/")
        try visitor.navigate("/assets/logo")
        #expect(gateway.site.all.count == 3)
        #expect(gateway.site.all.allSatisfy { $0.values("cookie") == ["theirs=1"] })
    }

    @Test("Leaving one room takes its own cookies away and no others")
    func leave() async throws {
        let gateway = try await GatewayHarness { addOther(&$0) }
        let visitor = gateway.visitor()
        try visitor.navigate("/")
        try visitor.navigate("/other/")
        try visitor.send("DELETE", place)
        #expect(Set(visitor.cookies.keys) == ["sluice-q-other", "sluice-a-other"])
        #expect(try visitor.navigate("/other/").text == "site")
    }

    @Test("Over TLS the rooms' cookies are for this host only and Secure")
    func secure() async throws {
        let gateway = try await GatewayHarness {
            $0.gateway.trustedProxies = [try CIDRBlock("10.0.0.0/8")]
            addOther(&$0)
        }
        let visitor = gateway.visitor(from: .v4(0x0A00_0001, port: 1))
        let response = try visitor.navigate("/", ["X-Forwarded-Proto: https"])
        #expect(Set(visitor.cookies.keys) == ["__Host-sluice-q-demo", "__Host-sluice-a-demo"])
        #expect(response.cookies.allSatisfy { $0.attributes.contains("Secure") })
    }

    @Test("A room that joins or leaves the configuration costs nobody a place or a session")
    func numberOfRooms() async throws {
        let one = try await GatewayHarness()
        let inside = one.visitor()
        let waiting = one.visitor()
        try inside.navigate("/")
        try waiting.navigate("/")
        #expect(Set(waiting.cookies.keys) == ["sluice-q"])
        let two = try await GatewayHarness(like: one) { addOther(&$0) }
        let (insideTwo, waitingTwo) = (two.visitor(), two.visitor())
        (insideTwo.cookies, waitingTwo.cookies) = (inside.cookies, waiting.cookies)
        #expect(try insideTwo.get("/more").text == "site")
        #expect(try waitingTwo.get(place).json["place"]?.number == 2)
        // In the other room the old cookie is as good as none.
        #expect(try waitingTwo.get("/_sluice/v1/rooms/other/place").code == "slip_required")
        #expect(try waitingTwo.navigate("/other/").text == "site")
        #expect(try waitingTwo.get(place).json["place"]?.number == 2)
        let late = two.visitor()
        try late.navigate("/")
        #expect(Set(late.cookies.keys) == ["sluice-q-demo"])
        let again = one.visitor()
        again.cookies = late.cookies
        #expect(try again.get(place).json["place"]?.number == 3)
    }
}
