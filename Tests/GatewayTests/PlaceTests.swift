import HTTP
import Settings
import TestKit
import Testing
import WaitingRoom

/// Joining, asking where one stands, leaving: API.md, the routes of a place.
@Suite struct PlaceTests {
    private let places = "/_sluice/v1/rooms/demo/places"
    private let place = "/_sluice/v1/rooms/demo/place"

    @Test("A join gives a place, and joining again gives the same one")
    func joinTwice() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        let first = try visitor.send("POST", places)
        #expect(first.status == 201)
        #expect(try first.json["place"]?.number == 1)
        #expect(first.field("cache-control") == "no-store")
        #expect(visitor.cookies["sluice-q"] == (try first.json["slip"]?.text))
        let again = try visitor.send("POST", places)
        #expect(again.status == 200)
        #expect(try again.json["place"]?.number == 1)
        let other = try gateway.visitor().send("POST", places, body: "{}")
        #expect(other.status == 201)
        #expect(try other.json["place"]?.number == 2)
        let withBody = try visitor.send("POST", places, body: "{}")
        #expect(withBody.status == 200)
        #expect(try withBody.json["place"]?.number == 1)
    }

    @Test("A place carries every field of the contract")
    func fields() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .paused }
        let visitor = gateway.visitor()
        try visitor.send("POST", places)
        let document = try visitor.get(place).json
        guard case .object(let members) = document else { throw RawClient.Failure.ended }
        let names: Set<String> = [
            "room", "state", "place", "serving", "ahead", "wait", "refresh_seconds", "return_url", "slip",
            "time",
            "inWaitingRoom", "waitTime", "waitTimeKnown", "waitTimeFormatted", "queueIsFull", "queueAll",
            "lastUpdated", "refreshIntervalSeconds",
        ]
        #expect(Set(members.keys) == names)
        #expect(document["room"]?.text == "demo")
        #expect(document["slip"]?.text == visitor.cookies["sluice-q"])
        #expect(document["time"]?.text?.count == 24)
    }

    @Test("The serving document carries every field and no cookie, and caches may keep it for a second")
    func servingDocument() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].message = "a \"quoted\"\nword" }
        let response = try gateway.visitor().get("/_sluice/v1/rooms/demo")
        #expect(response.field("cache-control") == "public, max-age=1")
        #expect(response.cookies.isEmpty)
        guard case .object(let members) = try response.json else { throw RawClient.Failure.ended }
        let names: Set<String> = [
            "room", "epoch", "mode", "state", "serving", "issued", "waiting", "rate_per_second",
            "heartbeat_within", "heartbeat_seconds", "refresh_seconds", "gen", "gaps", "opens_at", "sold_out",
            "message", "time",
        ]
        #expect(names.isSubset(of: Set(members.keys)))
        #expect(members["message"]?.text == "a \"quoted\"\nword")
        let head = try gateway.visitor().send("HEAD", "/_sluice/v1/rooms/demo")
        #expect(head.status == 200)
    }

    @Test("A place is waiting, then called, then admitted, then over")
    func states() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .paused }
        let visitor = gateway.visitor()
        try visitor.send("POST", places)
        try await gateway.tick()
        #expect(try visitor.get(place).json["state"]?.text == "waiting")
        try await gateway.change { $0.mode = .always }
        // The poll is the beat by which the line knows that somebody is there.
        try visitor.get(place)
        try await gateway.tick(times: 8)
        #expect(try visitor.get(place).json["state"]?.text == "called")
        try await gateway.change { $0.mode = .paused }
        #expect(try visitor.get(place).json["state"]?.text == "held")
        try await gateway.change { $0.mode = .always }
        #expect(try visitor.send("POST", "/_sluice/v1/rooms/demo/admission").status == 200)
        #expect(try visitor.get(place).json["state"]?.text == "admitted")
    }

    @Test("A HEAD of a place has a head only, also when it is refused")
    func head() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        for path in [place, "/_sluice/v1/rooms/none/place", "/nowhere"] {
            let client = try RawClient(port: gateway.port)
            try client.send(
                "HEAD \(path) HTTP/1.1\r\nHost: a\r\n\r\nGET \(place) HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try client.response(hasBody: false)
            // Bytes of a body here would be taken for the next answer.
            #expect(try client.response().head.hasPrefix("HTTP/1.1 401 "), "\(path)")
        }
    }

    @Test("A room that does not exist is not found")
    func unknownRoom() async throws {
        let gateway = try await GatewayHarness()
        let visitor = gateway.visitor()
        for (method, path) in [
            ("GET", ""), ("GET", "/place"), ("POST", "/places"), ("GET", "/events"), ("POST", "/admission"),
            ("DELETE", "/place"), ("DELETE", "/admission"),
        ] {
            let response = try visitor.send(method, "/_sluice/v1/rooms/none\(path)")
            #expect(response.status == 404, "\(method) \(path)")
            #expect(response.code == "not_found")
        }
        #expect(try visitor.get("/_sluice/nothing").status == 404)
        #expect(try visitor.get("/_sluice/v1/rooms/demo/draw2").status == 404)
        #expect(try visitor.send("PUT", places).status == 405)
    }

    @Test("Without a slip, with a forged one or one of another room nobody has a place")
    func slips() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        #expect(try visitor.get(place).code == "slip_required")
        let slip = try gateway.slip()
        let forged = String(slip.dropLast()) + (slip.last == "A" ? "B" : "A")
        for bad in [forged, try gateway.slip(room: "other"), "x", String(repeating: "A", count: 4000), ""] {
            let response = try visitor.get(place, ["Sluice-Slip: \(bad)"])
            #expect(response.status == 401, "\(bad)")
            #expect(response.code == "slip_invalid")
        }
        #expect(try visitor.get(place, ["Sluice-Slip: \(slip)"]).status == 200)
    }

    @Test("An old key's slip is exchanged, an unknown key's says: come again, and asks for the keys")
    func keys() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        let old = try gateway.slip(keys: gateway.oldKeys)
        let renewed = try visitor.get(place, ["Sluice-Slip: \(old)"])
        #expect(renewed.status == 200)
        let fresh = try #require(visitor.cookies["sluice-q"])
        #expect(fresh != old)
        #expect(try renewed.json["slip"]?.text == fresh)
        #expect(gateway.notes.all.isEmpty)
        let unknown = try gateway.slip(keys: gateway.foreignKeys)
        for (method, path, body) in [
            ("GET", place, nil), ("POST", places, nil), ("POST", places, "{}"),
            ("POST", "/_sluice/v1/rooms/demo/admission", nil),
            ("POST", "/_sluice/v1/rooms/demo/admission", "{}"),
            ("GET", "/_sluice/v1/rooms/demo/events", nil), ("DELETE", place, nil),
        ] as [(String, String, String?)] {
            let response = try gateway.visitor().send(method, path, ["Sluice-Slip: \(unknown)"], body: body)
            #expect(response.code == "line_held", "\(method) \(path) \(body ?? "")")
            #expect(response.field("retry-after") != nil)
        }
        #expect(gateway.notes.all.count == 7)
    }

    @Test("Who leaves is out of the line, and their cookies are taken back")
    func leave() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        #expect(try visitor.send("DELETE", place).status == 401)
        try visitor.send("POST", places)
        let slip = try #require(visitor.cookies["sluice-q"])
        #expect(try visitor.send("DELETE", place).status == 204)
        #expect(visitor.cookies["sluice-q"] == nil)
        try await gateway.tick(times: 8)
        let claim = try visitor.send("POST", "/_sluice/v1/rooms/demo/admission", ["Sluice-Slip: \(slip)"])
        #expect(claim.status == 409)
    }

    @Test("A slip of an epoch that is over takes nobody out of the present line")
    func leaveOfOldEpoch() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        try visitor.send("POST", places)
        let old = try gateway.slip(.place(number: 1), epoch: 0)
        _ = try gateway.visitor().send("DELETE", place, ["Sluice-Slip: \(old)"])
        try visitor.get(place)
        try await gateway.tick(times: 8)
        #expect(try visitor.send("POST", "/_sluice/v1/rooms/demo/admission").status == 200)
    }
}
