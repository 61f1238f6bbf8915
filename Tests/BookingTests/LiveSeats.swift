import Booking
import TestKit
import Testing

/// The scripts of one trip on a real Redis.
final class LiveSeats {
    private let server: RedisProcess
    let client: RedisTestClient
    let calls: InventoryCalls
    private var digests: [InventoryScript: [UInt8]] = [:]

    init(_ server: RedisProcess, trip: String = "T-1") throws {
        self.server = server
        client = try RedisTestClient(path: server.socketPath)
        calls = InventoryCalls(trip: trip)
        for script in InventoryScript.allCases {
            let answer = try client.command([Array("SCRIPT".utf8), Array("LOAD".utf8), script.source])
            guard case .text(let digest) = answer else { throw RedisTestClient.Failure.broken("\(answer)") }
            digests[script] = digest
        }
    }

    /// Runs a call and gives its flat answer.
    func run(_ call: InventoryCalls.Call) throws -> [RedisTestValue] {
        let head = [Array("EVALSHA".utf8), digests[call.script] ?? [], Array("\(call.keys.count)".utf8)]
        let answer = try client.command(head + call.keys + call.arguments)
        if case .error(let text) = answer { throw RedisTestClient.Failure.broken(text) }
        return answer.array
    }

    func hold(_ claim: SeatClaim) throws -> InventoryReply.Hold {
        let reply = try run(calls.hold(claim))
        switch reply.first?.integer {
        case 0: return .cold
        case 1: return .granted
        case 2:
            guard case .text(let id) = reply[1] else { throw RedisTestClient.Failure.broken("no id") }
            return .again(id: id)
        default: return .taken(seats: reply.dropFirst().map { Int($0.integer ?? -1) })
        }
    }

    func put(_ claim: SeatClaim, _ term: HoldTerm) throws -> Bool {
        try run(calls.put(claim, term)).first?.integer == 1
    }

    func release(_ id: [UInt8]) throws -> Bool { try run(calls.release(id)).first?.integer != 0 }

    func rebuild() throws -> Bool { try run(calls.rebuild()).first?.integer == 1 }

    /// Loads as whoever has the lock.
    func load(seatCount: Int, _ holds: [(SeatClaim, HoldTerm)]) throws -> Bool {
        let word = Array("me".utf8)
        _ = try client.command([Array("SET".utf8), calls.keys.lock, word])
        defer { _ = try? client.command([Array("DEL".utf8), calls.keys.lock]) }
        return try run(calls.load(word: word, seatCount: seatCount, holds)).first?.integer == 1
    }

    /// Ids and deadlines as `look` tells them.
    func look() throws -> [[UInt8]: Int64] {
        let flat = try run(calls.look()).dropFirst()
        var found: [[UInt8]: Int64] = [:]
        var rest = flat[...]
        while let first = rest.popFirst(), let second = rest.popFirst() {
            if case .text(let id) = first { found[id] = second.integer }
        }
        return found
    }

    /// Everything in Redis, in the model's form; deadlines are compared to within two seconds.
    func expectSame(as model: SeatModel, _ comment: Comment) throws {
        #expect(try words() == model.words, comment)
        guard model.words != nil else { return }
        let holds = try hash(1)
        #expect(Set(holds.keys) == Set(model.entries.keys), comment)
        for (id, entry) in model.entries { #expect(holds[id] == Self.packed(entry.claim), comment) }
        #expect(try hash(3) == model.digests, comment)
        try expectSameDeadlines(as: model, comment)
    }

    private func expectSameDeadlines(as model: SeatModel, _ comment: Comment) throws {
        let time = try client.command("TIME").array.compactMap(\.string).compactMap { Int($0) }
        let now = time[0] * 1000 + time[1] / 1000
        var due: [[UInt8]: Int] = [:]
        var flat = try client.command(
            [Array("ZRANGE".utf8), calls.keys.all[2], Array("0".utf8), Array("-1".utf8)]
                + [Array("WITHSCORES".utf8)]
        ).array[...]
        while let id = flat.popFirst(), let score = flat.popFirst() {
            if case .text(let id) = id { due[id] = Int(Double(score.string ?? "") ?? -1) - now }
        }
        for (id, entry) in model.entries {
            switch entry.deadline {
            case .none: #expect(due[id] == nil, comment)
            case .attempt: #expect(due[id].map { 8_000...10_000 ~= $0 } == true, comment)
            case .expiry(let left):
                #expect(due[id].map { left + 28_000...left + 30_000 ~= $0 } == true, comment)
            }
        }
        #expect(Set(due.keys).isSubset(of: Set(model.entries.keys)), comment)
    }

    private func words() throws -> [UInt32]? {
        guard case .text(let bytes) = try client.command([Array("GET".utf8), calls.keys.seats]) else {
            return nil
        }
        return stride(from: 0, to: bytes.count, by: 4).map { place in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
        }
    }

    private func hash(_ key: Int) throws -> [[UInt8]: [UInt8]] {
        var flat = try client.command([Array("HGETALL".utf8), calls.keys.all[key]]).array[...]
        var fields: [[UInt8]: [UInt8]] = [:]
        while case .text(let name)? = flat.popFirst(), case .text(let value)? = flat.popFirst() {
            fields[name] = value
        }
        return fields
    }

    private static func packed(_ claim: SeatClaim) -> [UInt8] {
        let mask = (0..<4).map { UInt8(truncatingIfNeeded: claim.mask >> UInt32(8 * $0)) }
        let seats = claim.seats.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        return mask + [UInt8(claim.seats.count)] + seats + claim.digest
    }
}
