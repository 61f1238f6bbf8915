import HTTP
import Settings
import TestKit
import Testing
import WaitingRoom

@testable import Gateway

/// A store that does not answer: those inside go on, those who wait keep their place, newcomers wait
/// (DESIGN.md 8).
@Suite struct StoreLossTests {
    private func lose(_ gateway: GatewayHarness) async throws {
        gateway.lines[0].setReachable(false)
        // One lost answer is no outage; three are.
        try await gateway.tick(times: 3)
    }

    @Test("Newcomers get a page that holds and comes again by itself, and no place")
    func newcomers() async throws {
        let gateway = try await GatewayHarness()
        try await lose(gateway)
        let page = try gateway.visitor().navigate("/")
        #expect(page.status == 503)
        #expect(page.field("retry-after") != nil)
        #expect(page.cookies.isEmpty)
        #expect(page.text.contains("http-equiv=\"refresh\""))
        let client = try gateway.visitor().get("/")
        #expect([client.status, client.code == "line_held" ? 1 : 0] == [503, 1])
        let join = try gateway.visitor().send("POST", "/_sluice/v1/rooms/demo/places")
        #expect([join.status, join.code == "line_held" ? 1 : 0] == [503, 1])
        #expect(try gateway.visitor().get("/_sluice/v1/rooms/demo").json["state"]?.text == "held")
        gateway.lines[0].setReachable(true)
        try await gateway.tick(times: 2)
        #expect(try gateway.visitor().navigate("/").text == "site")
    }

    @Test("A place is kept and held, whatever its holder does meanwhile")
    func holders() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        try visitor.send("POST", "/_sluice/v1/rooms/demo/places")
        let slip = visitor.cookies["sluice-q"]
        try await gateway.tick(times: 8)
        try await lose(gateway)
        #expect(try visitor.get("/_sluice/v1/rooms/demo/place").json["state"]?.text == "held")
        #expect(try visitor.send("POST", "/_sluice/v1/rooms/demo/admission").code == "line_held")
        #expect(try visitor.send("POST", "/_sluice/v1/rooms/demo/places").status == 200)
        #expect(try visitor.navigate("/").status == 200)
        #expect(try visitor.get("/").code == "line_held")
        #expect(visitor.cookies["sluice-q"] == slip)
        gateway.lines[0].setReachable(true)
        try await gateway.tick(times: 2)
        #expect(try visitor.navigate("/").text == "site")
    }

    @Test("Those inside are proxied, and their tokens renewed up to the session's end")
    func admitted() async throws {
        let gateway = try await GatewayHarness()
        try await lose(gateway)
        let nearlyOver = try gateway.token(lasts: 20_000)
        let response = try gateway.visitor().get("/", ["Sluice-Admission: \(nearlyOver)"])
        #expect(response.text == "site")
        let renewed = try #require(response.field("sluice-admission"))
        #expect(try gateway.visitor().get("/", ["Sluice-Admission: \(renewed)"]).text == "site")
        let last = try gateway.token(lasts: 20_000, sessionEnds: 20_000)
        let end = try gateway.visitor().get("/", ["Sluice-Admission: \(last)"])
        #expect(end.text == "site")
        #expect(end.field("sluice-admission") == nil)
    }

    @Test("A gateway that has never seen its store holds everybody and crashes nowhere")
    func neverSeen() async throws {
        let gateway = try await GatewayHarness()
        try await gateway.on { parts, _ in
            let room = parts.service.plan.rooms[0]
            parts.service.adopt(RoomBulletin.unknown(room), room: 0)
        }
        #expect(try gateway.visitor().navigate("/").status == 503)
        #expect(try gateway.visitor().get("/_sluice/v1/rooms/demo").json["state"]?.text == "held")
        #expect(
            try gateway.visitor().get("/_sluice/v1/rooms/demo/place", ["Sluice-Slip: \(gateway.slip())"])
                .status == 200)
    }
}
