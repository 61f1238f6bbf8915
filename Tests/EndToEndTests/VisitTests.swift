import Foundation
import Testing

@Suite("A visit")
struct VisitTests {
    @Test("goes from the waiting page to the site and out again", .timeLimit(.minutes(1)))
    func wholeVisit() throws {
        let house = try House(room: ["mode: auto", "rate: 50", "capacity: 1"])
        let port = try house.startGateway()
        let first = Person()
        #expect(try first.browse("/", at: port).text.contains("<html"))
        #expect(first.token != nil, "nobody waits: straight in")

        let second = Person()
        let page = try second.browse("/some/page", at: port)
        #expect(page.status == 200)
        #expect(page.field("cache-control")?.contains("no-store") == true)
        #expect(second.slip != nil && second.token == nil)
        let place = try #require(try second.look(at: port).number("place"))
        #expect(try second.join(at: port).number("place") == place, "a second join is the same place")
        let refused = try Person().ask("GET", "/", at: port)
        #expect(refused.status == 429)
        #expect(refused.field("retry-after") != nil)
        #expect(refused.field("content-type") == "application/problem+json")

        #expect(try first.finish(at: port).status == 204)
        #expect(try second.getIn(at: port))
        let shown = try second.ask("GET", "/whoami", at: port, fields: ["X-Sluice-Room": "forged"])
        #expect(shown.status == 200)
        #expect(shown.string("x-sluice-room") == "demo")
        #expect(shown.string("x-sluice-session") != nil)
        #expect(
            try second.claim(at: port).string("session") == shown.string("x-sluice-session"), "claims repeat")

        let left = try second.ask("POST", "/leave", at: port)
        #expect(left.status == 200)
        #expect(left.field("sluice-session") == nil, "a word between the site and the gateway")
        #expect(try eventually { try second.claim(at: port).status == 409 })
    }

    @Test("keeps its place over a restart of the gateway", .timeLimit(.minutes(1)))
    func restart() throws {
        let house = try House(room: ["mode: always", "rate: 0.001", "capacity: 1"])
        let port = try house.startGateway(data: "data")
        let people = (0..<5).map { _ in Person() }
        let places = try people.map { try #require(try $0.join(at: port).number("place")) }
        #expect(Set(places).count == 5)
        house.gateways[0].role.send(SIGTERM)
        #expect(house.gateways[0].role.hasEnded())
        try house.startGateway(port: port, data: "data")
        #expect(try people.map { try $0.look(at: port).number("place") } == places)
        #expect(try Person().join(at: port).number("place") == (places.max() ?? 0) + 1)
    }

    @Test("goes on at the other gateway when its own is killed", .timeLimit(.minutes(1)))
    func killedGateway() throws {
        let house = try House(room: [
            "mode: always", "rate: 100", "capacity: 1", "session: {start: 20s, idle: 5m, max: 15m}",
        ])
        let (first, second) = (try house.startGateway(), try house.startGateway())
        let (inside, waiting) = (Person(), Person())
        #expect(try inside.join(at: first).status == 201)
        #expect(try inside.getIn(at: first))
        #expect(try inside.browse("/", at: first).status == 200)
        let place = try #require(try waiting.join(at: first).number("place"))
        house.gateways[0].role.send(SIGKILL)
        #expect(house.gateways[0].role.hasEnded())

        #expect(try waiting.look(at: second).number("place") == place)
        #expect(try inside.browse("/", at: second).status == 200, "the token passes at the other gateway")
        #expect(try inside.ask("GET", "/whoami", at: second).string("x-sluice-session") != nil)
        #expect(try inside.finish(at: second).status == 204)
        #expect(try waiting.getIn(at: second))
    }
}
