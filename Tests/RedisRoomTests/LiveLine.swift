import RedisRoom
import TestKit
import WaitingRoom

/// The scripts of one room on a real Redis, with the clock of the test.
final class LiveLine {
    private let server: RedisProcess
    let client: RedisTestClient
    let room: String
    var calls: RoomCalls
    var caller = LineCaller(run: "run-1", gen: 0)
    private var digests: [RoomScript: [UInt8]] = [:]

    init(
        _ server: RedisProcess, room: String = "eid", time: Int64? = 1_700_000_000_000, audited: Bool = false
    ) throws {
        self.server = server
        client = try RedisTestClient(path: server.socketPath)
        self.room = room
        calls = RoomCalls(room: room)
        calls.testTime = time
        for script in RoomScript.allCases {
            let source = audited ? script.auditedSource : script.source
            let answer = try client.command([Array("SCRIPT".utf8), Array("LOAD".utf8), source])
            guard case .text(let digest) = answer else {
                throw RoomStoreError.refused("\(script): \(answer)")
            }
            digests[script] = digest
        }
    }

    /// Runs a call and gives its flat answer.
    func run(_ call: RoomCall) throws -> [RoomReplyValue] {
        let head = [Array("EVALSHA".utf8), digests[call.script] ?? [], Array("\(call.keys.count)".utf8)]
        let answer = try client.command(head + call.keys + call.arguments)
        if case .error(let text) = answer { throw RoomStoreError.refused(text) }
        return answer.array.map { value in
            if let integer = value.integer {
                .integer(integer)
            } else {
                .text(Array((value.string ?? "?").utf8))
            }
        }
    }

    /// A key of the room by its short name.
    func key(_ name: String) -> String { "sluice:{\(room)}:\(name)" }

    func join(_ batch: JoinBatch) throws -> JoinReply {
        try RoomReply.join(run(calls.join(batch, by: caller)))
    }
    func beat(_ places: [Int]) throws -> BeatReply { try RoomReply.beat(run(calls.beat(places, by: caller))) }
    func advance(_ report: AdvanceReport) throws -> AdvanceReply {
        try RoomReply.advance(run(calls.advance(report, by: caller)))
    }
    func claim(_ places: [Int]) throws -> ClaimReply {
        try RoomReply.claim(run(calls.claim(places, by: caller)))
    }
    func touch(_ touches: [SessionTouch]) throws -> TouchReply {
        try RoomReply.touch(run(calls.touch(touches, by: caller)))
    }
    func finish(_ ends: [SessionEnd], by name: String? = nil) throws {
        try RoomReply.finish(run(calls.finish(ends, by: name, caller: caller)))
    }
    func set(_ change: RoomChange, expecting rev: Int, by name: String) throws -> SetOutcome {
        try RoomReply.set(run(calls.set(change, expecting: rev, by: name, caller: caller)))
    }
    func restore(_ facts: RoomFacts) throws -> RestoreReply {
        let reply = try RoomReply.restore(run(calls.restore(facts, run: caller.run)))
        caller.gen = reply.snapshot.gen
        caller.epoch = reply.snapshot.epoch
        return reply
    }
}
