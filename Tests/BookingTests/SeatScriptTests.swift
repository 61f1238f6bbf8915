import Booking
import TestKit
import Testing

@Suite("The scripts of the seats") struct SeatScriptTests {
    /// A random history on Redis and on the model: every answer, and often all that is kept, is compared.
    struct History {
        static let seatCount = 12
        let live: LiveSeats
        var model = SeatModel()
        var random: SeededRandom
        var claims: [SeatClaim] = []
        var seen: [String: Int] = [:]

        init(_ server: RedisProcess, seed: UInt64) throws {
            live = try LiveSeats(server, trip: "T-\(seed)")
            random = SeededRandom(seed: seed)
        }

        mutating func run(steps: Int) throws {
            for step in 0..<steps {
                let name = try once()
                seen[name, default: 0] += 1
                if step % 20 == 0 { try live.expectSame(as: model, "step \(step), \(name)") }
            }
            try live.expectSame(as: model, "the end")
        }

        private mutating func once() throws -> String {
            switch Int.random(in: 0..<1000, using: &random) {
            case ..<550: return try hold()
            case ..<650: return try put()
            case ..<940: return try release()
            case ..<960:
                #expect(try live.rebuild() == model.rebuild())
                return "rebuild"
            case ..<970:
                _ = try live.client.command([Array("DEL".utf8), live.calls.keys.seats])
                model.words = nil
                return "lost"
            default: return try load()
            }
        }

        private mutating func hold() throws -> String {
            // An attempt always has a digest: the client's key.
            let old = claims.filter { !$0.digest.isEmpty }.randomElement(using: &random)
            let claim = random.chance(0.2) ? old ?? fresh(1) : fresh(1)
            let said = try live.hold(claim)
            #expect(said == model.hold(claim))
            if said == .granted { claims.append(claim) }
            return "\(said)".split(separator: "(").first.map(String.init) ?? ""
        }

        private mutating func put() throws -> String {
            let claim = random.chance(0.5) ? claims.randomElement(using: &random) ?? fresh() : fresh()
            let term: HoldTerm =
                random.chance(0.3)
                ? .sold : .held(left: .milliseconds(Int.random(in: 0..<300_000, using: &random)))
            #expect(try live.put(claim, term) == model.put(claim, term))
            claims.append(claim)
            return term == .sold ? "put sold" : "put held"
        }

        private mutating func release() throws -> String {
            let id = random.chance(0.9) ? claims.randomElement(using: &random)?.id : nil
            let wanted = id ?? fresh().id
            #expect(try live.release(wanted) == model.release(wanted))
            claims.removeAll { $0.id == wanted }
            return "release"
        }

        private mutating func load() throws -> String {
            let holds = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                (fresh(), random.chance(0.5) ? HoldTerm.sold : .held(left: .seconds(60)))
            }
            let isCold = model.words == nil
            #expect(
                try live.load(seatCount: Self.seatCount, holds)
                    == model.load(seatCount: Self.seatCount, holds))
            if isCold { claims = holds.map(\.0) }
            return isCold ? "load" : "load warm"
        }

        private mutating func fresh(_ digests: Double = 0.9) -> SeatClaim {
            let start = Int.random(in: 0..<31, using: &random)
            let stretch = Stretch(from: start, to: Int.random(in: start + 1...31, using: &random), legs: 31)
            let count = random.chance(0.5) ? 1 : Int.random(in: 2...4, using: &random)
            let seats = (0..<Self.seatCount).shuffled(using: &random).prefix(count).sorted()
            return SeatClaim(
                id: bytes(), digest: random.chance(digests) ? bytes() : [], mask: stretch?.mask ?? 1,
                seats: seats)
        }

        private mutating func bytes() -> [UInt8] {
            (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
    }

    @Test("give the model's answers and keep the model's state, over random histories")
    func histories() throws {
        let server = try RedisProcess()
        var seen: [String: Int] = [:]
        for seed: UInt64 in 1...6 {
            var history = try History(server, seed: seed)
            try history.run(steps: 1500)
            seen.merge(history.seen, uniquingKeysWith: +)
        }
        let everywhere = [
            "again", "cold", "granted", "load", "load warm", "lost", "put held", "put sold", "rebuild",
            "release", "taken",
        ]
        for name in everywhere { #expect(seen[name, default: 0] > 20, "\(name)") }
    }

    @Test("do nothing on a cold trip, whatever else is left of it")
    func cold() throws {
        let live = try LiveSeats(RedisProcess())
        let claim = SeatClaim(id: Array(1...16), digest: Array(2...17), mask: 3, seats: [0, 5])
        #expect(try live.load(seatCount: 8, [(claim, .sold)]))
        _ = try live.client.command([Array("DEL".utf8), live.calls.keys.seats])
        let before = try live.client.command([Array("DUMP".utf8), live.calls.keys.all[1]])
        for call in [
            live.calls.hold(claim), live.calls.put(claim, .sold), live.calls.release(claim.id),
            live.calls.rebuild(), live.calls.look(), live.calls.due(limit: 10),
        ] {
            #expect(try live.run(call).map(\.integer) == [0], "\(call.script)")
        }
        #expect(try live.client.command([Array("DUMP".utf8), live.calls.keys.all[1]]) == before)
        #expect(try live.client.command([Array("EXISTS".utf8), live.calls.keys.seats]).integer == 0)
    }

    @Test("load only for whoever still has the lock, and only a cold trip")
    func lock() throws {
        let live = try LiveSeats(RedisProcess())
        let mine = Array("mine".utf8)
        let call = live.calls.load(word: mine, seatCount: 4, [])
        #expect(try live.run(call).first?.integer == 0)
        _ = try live.client.command([Array("SET".utf8), live.calls.keys.lock, Array("other".utf8)])
        #expect(try live.run(call).first?.integer == 0)
        _ = try live.client.command([Array("SET".utf8), live.calls.keys.lock, mine])
        #expect(try live.run(call).first?.integer == 1)
        _ = try live.client.command([Array("SET".utf8), live.calls.keys.lock, mine])
        #expect(try live.run(call).first?.integer == 0)
    }

    @Test("name what is due, the longest first, and what has a deadline at all")
    func due() throws {
        let live = try LiveSeats(RedisProcess())
        #expect(try live.load(seatCount: 8, []))
        func claim(_ number: UInt8) -> SeatClaim {
            SeatClaim(
                id: Array(repeating: number, count: 16), digest: [], mask: 1, seats: [Int(number)])
        }
        #expect(try live.put(claim(1), .sold))
        for number: UInt8 in 2...4 { #expect(try live.put(claim(number), .held(left: .seconds(9)))) }
        for (number, score) in [(3, "5"), (2, "7")] {
            _ = try live.client.command([
                Array("ZADD".utf8), live.calls.keys.all[2], Array(score.utf8), claim(UInt8(number)).id,
            ])
        }
        let ids = try live.run(live.calls.due(limit: 10)).dropFirst()
        #expect(ids.elementsEqual([.text(claim(3).id), .text(claim(2).id)]))
        #expect(try live.run(live.calls.due(limit: 1)).count == 2)
        #expect(
            try live.look() == [claim(1).id: 2, claim(2).id: 0, claim(3).id: 0, claim(4).id: 1])
    }
}
