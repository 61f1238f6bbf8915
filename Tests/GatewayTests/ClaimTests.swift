import HTTP
import Settings
import TestKit
import Testing
import Tokens
import WaitingRoom

/// Claiming and finishing: API.md, `…/admission`.
@Suite struct ClaimTests {
    private let places = "/_sluice/v1/rooms/demo/places"
    private let place = "/_sluice/v1/rooms/demo/place"
    private let admission = "/_sluice/v1/rooms/demo/admission"

    /// So many people with places, all called.
    private func called(_ count: Int, capacity: Int) async throws -> (GatewayHarness, [Visitor]) {
        let gateway = try await GatewayHarness {
            $0.rooms[0].mode = .always
            $0.rooms[0].capacity = capacity
        }
        let visitors = (0..<count).map { _ in gateway.visitor() }
        for visitor in visitors { try visitor.send("POST", places) }
        try await gateway.tick(times: 8)
        return (gateway, visitors)
    }

    @Test("A claim gives the token, and a repeated one the same session")
    func claimTwice() async throws {
        let (gateway, visitors) = try await called(1, capacity: 1)
        let first = try visitors[0].send("POST", admission)
        #expect(first.status == 200)
        let token = try #require(try first.json["token"]?.text)
        #expect(visitors[0].cookies["sluice-a"] == token)
        #expect(try first.json["expires_at"]?.text?.hasSuffix("Z") == true)
        let cookie = try #require(first.cookies.first { $0.name == "sluice-a" })
        #expect(Set(["Path=/", "HttpOnly", "SameSite=Lax"]).isSubset(of: Set(cookie.attributes)))
        let again = try visitors[0].send("POST", admission, body: "{}")
        #expect(again.status == 200)
        #expect(try again.json["session"] == first.json["session"])
        #expect(gateway.lines[0].line?.active.count == 1)
    }

    @Test("A session ends when its store says, however late it is claimed again, and at another gateway too")
    func absoluteEnd() async throws {
        let (gateway, visitors) = try await called(1, capacity: 1)
        let first = try gateway.claims(visitors[0].send("POST", admission))
        let end = try #require(gateway.lines[0].line?.ends[1])
        #expect(first.endsAt == end / 1000 * 1000)
        #expect(end - gateway.clock.now > 890_000)
        try await gateway.tick(1000, times: 10)
        // A loop that has not seen the session begin knows no more than what the store answers.
        let place = try #require(visitors[0].cookies["sluice-q"])
        let other = try await GatewayHarness(like: gateway)
        let again = try other.claims(other.visitor().send("POST", admission, ["Sluice-Slip: \(place)"]))
        #expect(again.session == first.session)
        #expect(again.endsAt == first.endsAt)
        #expect(try gateway.claims(visitors[0].send("POST", admission)).endsAt == first.endsAt)
    }

    @Test("Beyond serving a claim is told how many are ahead and when to ask again")
    func notCalled() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .paused }
        _ = try gateway.visitor().send("POST", places)
        let visitor = gateway.visitor()
        try visitor.send("POST", places)
        try await gateway.change {
            $0.rate = 0.01; $0.capacity = 1
        }
        let held = try visitor.send("POST", admission)
        #expect([held.status, held.code == "not_called" ? 1 : 0] == [409, 1])
        let seconds = try #require(try held.json["retry_after"]?.number)
        #expect(held.field("retry-after") == "\(seconds)" && seconds <= 20)
        #expect(try held.json["ahead"]?.number == 1)
    }

    @Test("Called with no session free: at the door, with the rank, and inside as soon as one is")
    func atTheDoor() async throws {
        let (gateway, visitors) = try await called(2, capacity: 2)
        try await gateway.change { $0.capacity = 1 }
        #expect(try visitors[0].send("POST", admission).status == 200)
        let full = try visitors[1].send("POST", admission, body: "{}")
        #expect([full.status, full.code == "at_the_door" ? 1 : 0] == [409, 1])
        #expect(try full.json["ahead"]?.number == 0)
        #expect(try full.json["retry_after"]?.number == 1)
        #expect(try visitors[0].send("DELETE", admission).status == 204)
        #expect(visitors[0].cookies["sluice-a"] == nil)
        try await gateway.tick(times: 2)
        #expect(try visitors[1].send("POST", admission).status == 200)
    }

    @Test("A place whose session is over enters no second time")
    func used() async throws {
        let (gateway, visitors) = try await called(1, capacity: 1)
        try visitors[0].send("POST", admission)
        let token = try #require(visitors[0].cookies["sluice-a"])
        #expect(try visitors[0].send("DELETE", admission).status == 204)
        // Repeated: the token is worth nothing any more.
        #expect(try visitors[0].send("DELETE", admission, ["Sluice-Admission: \(token)"]).status == 401)
        try await gateway.tick()
        let response = try visitors[0].send("POST", admission)
        #expect([response.status, response.code == "admission_used" ? 1 : 0] == [409, 1])
        // No token of the session opens anything here, though its time is not over.
        let shown = try gateway.visitor().get("/buy", ["Sluice-Admission: \(token)"])
        #expect(gateway.site.all.isEmpty || shown.status != 200 || shown.cookies.count == 2)
    }

    @Test("A called place that does not come within the recall window has expired")
    func expired() async throws {
        let (gateway, visitors) = try await called(1, capacity: 1)
        try await gateway.change { $0.recall = .seconds(10) }
        try await gateway.tick(1500, times: 40)
        let response = try visitors[0].send("POST", admission)
        #expect([response.status, response.code == "place_expired" ? 1 : 0] == [410, 1])
        #expect(try visitors[0].get(place).json["state"]?.text == "expired")
    }

    @Test("While the line stands a claim is held, with and without a body")
    func held() async throws {
        let (gateway, visitors) = try await called(1, capacity: 1)
        try await gateway.change { $0.mode = .paused }
        for body in [nil, "{}"] {
            let response = try visitors[0].send("POST", admission, body: body)
            #expect([response.status, response.code == "line_held" ? 1 : 0] == [503, 1])
            #expect(response.field("retry-after") != nil)
        }
    }

    @Test("Without a slip, with a forged one or one of another epoch there is nothing to claim")
    func noPlace() async throws {
        let (gateway, _) = try await called(1, capacity: 1)
        for body in [nil, "{}"] {
            #expect(try gateway.visitor().send("POST", admission, body: body).code == "slip_required")
            #expect(
                try gateway.visitor().send("POST", admission, ["Sluice-Slip: no"], body: body).code
                    == "slip_invalid")
            let old = try gateway.slip(epoch: 0)
            #expect(
                try gateway.visitor().send("POST", admission, ["Sluice-Slip: \(old)"], body: body).code
                    == "place_expired")
        }
        #expect(try gateway.visitor().send("DELETE", admission).status == 401)
    }

    @Test("A body larger than anything that a client has to say is refused")
    func largeBody() async throws {
        let (gateway, _) = try await called(1, capacity: 1)
        let large = String(repeating: "x", count: 5000)
        for path in [admission, places, "/_sluice/rooms/demo/leave", "/_sluice/rooms/demo/join"] {
            #expect(try gateway.visitor().send("POST", path, body: large).status == 413, "\(path)")
        }
    }
}
