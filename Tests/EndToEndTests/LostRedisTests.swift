import Foundation
import TestKit
import Testing

@Suite("Without Redis", .serialized)
struct LostRedisTests {
    /// One person inside, one waiting, and what each of them must see while Redis is away.
    struct Scene {
        let house: House
        let port: UInt16
        let inside = Person()
        let waiting = Person()
        let place: Int

        init() throws {
            house = try House(
                room: ["mode: always", "rate: 100", "capacity: 1"],
                redis: ["--appendonly", "yes", "--appendfsync", "always"])
            port = try house.startGateway()
            guard try inside.join(at: port).status == 201, try inside.getIn(at: port) else {
                throw Broken("the first one did not get in")
            }
            place = try waiting.join(at: port).number("place") ?? -1
        }

        /// Redis is away: for a moment, or with SLUICE_LONG=1 for so many seconds.
        func expectHeld(long seconds: Double) throws {
            #expect(
                try eventually(within: 15) {
                    let status = try waiting.look(at: port)
                    return status.status == 200 && status.string("state") == "held"
                })
            #expect(try waiting.look(at: port).number("place") == place)
            let newcomer = Person()
            let page = try newcomer.browse("/", at: port)
            #expect(page.status == 503)
            #expect(page.field("retry-after").flatMap { Int($0) } ?? 0 > 0)
            #expect(
                page.field("content-type")?.hasPrefix("text/html") == true,
                "a page that holds and retries by itself")
            let refused = try newcomer.join(at: port)
            #expect(refused.status == 503)
            #expect(refused.field("retry-after") != nil)
            let token = inside.token
            for _ in 0..<20 { #expect(try inside.ask("GET", "/whoami", at: port).status == 200) }
            #expect(inside.token != token, "a token with little time left is renewed without Redis")
            guard ProcessInfo.processInfo.environment["SLUICE_LONG"] != nil else { return }
            let end = Date().addingTimeInterval(seconds)
            while Date() < end {
                #expect(try inside.ask("GET", "/whoami", at: port).status == 200)
                #expect(try waiting.look(at: port).number("place") == place)
                #expect(try Person().join(at: port).status == 503)
                poll(nil, 0, 250)
            }
        }

        func expectBack() throws {
            #expect(
                try eventually(within: 20) {
                    let state = try waiting.look(at: port).string("state")
                    return state == "waiting" || state == "called"
                })
            #expect(try waiting.look(at: port).number("place") == place)
            #expect(try inside.ask("GET", "/whoami", at: port).status == 200)
            #expect(house.gateways[0].role.isRunning)
        }
    }

    @Test("that stands still, those inside go on and those waiting keep their place", .timeLimit(.minutes(4)))
    func frozen() throws {
        let scene = try Scene()
        scene.house.redis.freeze()
        try scene.expectHeld(long: 20)
        scene.house.redis.thaw()
        try scene.expectBack()
        #expect(
            try eventually(within: 20) {
                try Person().join(at: scene.port).number("place") ?? 0 > scene.place
            })
    }

    @Test("that was killed and comes back with its file, nobody loses anything", .timeLimit(.minutes(4)))
    func killed() throws {
        let scene = try Scene()
        scene.house.redis.kill()
        try scene.expectHeld(long: 90)
        try scene.house.redis.start()
        #expect(try eventually(within: 20) { try scene.waiting.look(at: scene.port).string("state") != nil })
        #expect(try scene.waiting.look(at: scene.port).number("place") == scene.place)
        #expect(try scene.inside.ask("GET", "/whoami", at: scene.port).status == 200)
        #expect(
            try eventually(within: 20) {
                try Person().join(at: scene.port).number("place") ?? 0 > scene.place
            },
            "newcomers come after those who were there")
        #expect(scene.house.gateways[0].role.isRunning)
    }
}
