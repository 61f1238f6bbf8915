package import Redis
package import WaitingRoom

/// The live store of one room on one loop: the scripts of LINE.md 4 over the loop's Redis connection.
///
/// It says with every call which run of Redis its connection reached and which generation it knows; the
/// scripts refuse a caller whose line is another one. All loops of a gateway share one generation: the loop
/// that restores tells the others.
package final class LiveRoom: RoomStore {
    /// The generation and epoch that calls name; set after a `restore` on another loop of this gateway.
    package var line: (gen: UInt64, epoch: UInt32) = (0, 0)

    private let client: RedisClient
    private let calls: RoomCalls
    private let scripts: [RoomScript: RedisScript]
    private static let usual = scripts(\.source)
    private static let audited = scripts(\.auditedSource)

    /// The store of the room with this name, over a client of the same loop.
    ///
    /// With `audited`, for rehearsals, each join and claim also checks the cap and the rate inside Redis
    /// (audit.lua).
    package init(room: String, client: RedisClient, audited: Bool = false) {
        self.client = client
        scripts = audited ? Self.audited : Self.usual
        calls = RoomCalls(room: room)
    }

    /// Gives newcomers their places.
    package func join(_ batch: JoinBatch) async throws(RoomStoreError) -> JoinReply {
        try RoomReply.join(await evaluate(calls.join(batch, by: try caller())))
    }

    /// Says that somebody is there.
    package func beat(_ places: [Int]) async throws(RoomStoreError) -> BeatReply {
        try RoomReply.beat(await evaluate(calls.beat(places, by: try caller())))
    }

    /// Keeps the door supplied and reads how the room stands.
    package func advance(_ report: AdvanceReport) async throws(RoomStoreError) -> AdvanceReply {
        try RoomReply.advance(await evaluate(calls.advance(report, by: try caller())))
    }

    /// Asks to enter.
    package func claim(_ places: [Int]) async throws(RoomStoreError) -> ClaimReply {
        try RoomReply.claim(await evaluate(calls.claim(places, by: try caller())))
    }

    /// Renews sessions that were used.
    package func touch(_ touches: [SessionTouch]) async throws(RoomStoreError) -> TouchReply {
        try RoomReply.touch(await evaluate(calls.touch(touches, by: try caller())))
    }

    /// Ends sessions, and takes those who leave out of the line.
    package func finish(_ ends: [SessionEnd], by name: String?) async throws(RoomStoreError) {
        try RoomReply.finish(await evaluate(calls.finish(ends, by: name, caller: try caller())))
    }

    /// Changes settings.
    package func set(
        _ change: RoomChange, expecting rev: Int, by name: String
    ) async throws(RoomStoreError) -> SetOutcome {
        try RoomReply.set(
            await evaluate(calls.set(change, expecting: rev, by: name, caller: try caller())))
    }

    /// Makes the room, brings it back after a loss, or reads it.
    ///
    /// The generation of the answer is used from now on.
    package func restore(_ facts: RoomFacts) async throws(RoomStoreError) -> RestoreReply {
        let reply = try RoomReply.restore(await evaluate(calls.restore(facts, run: try caller().run)))
        line = (reply.snapshot.gen, reply.snapshot.epoch)
        return reply
    }

    private static func scripts(_ text: (RoomScript) -> [UInt8]) -> [RoomScript: RedisScript] {
        Dictionary(uniqueKeysWithValues: RoomScript.allCases.map { ($0, RedisScript(text($0))) })
    }

    private func caller() throws(RoomStoreError) -> LineCaller {
        guard case .connected(let run) = client.state else { throw .unavailable }
        return LineCaller(run: run, gen: line.gen, epoch: line.epoch)
    }

    private func evaluate(_ call: RoomCall) async throws(RoomStoreError) -> [RoomReplyValue] {
        guard let script = scripts[call.script] else { throw .refused("unknown script") }
        var arguments = RedisArguments(capacity: 256 + 16 * call.arguments.count)
        for key in call.keys { arguments.append(key) }
        for argument in call.arguments { arguments.append(argument) }
        let reply: RedisReply
        do throws(RedisError) {
            reply = try await client.evaluate(script, keys: call.keys.count, arguments)
        } catch {
            throw Self.storeError(error)
        }
        guard let elements = reply.elements else { throw .refused("not an array") }
        var values: [RoomReplyValue] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            switch element {
            case .integer(let number): values.append(.integer(number))
            case .bulk(let bytes): values.append(.text(bytes))
            case .status(let text): values.append(.text(Array(text.utf8)))
            case .null, .error, .array: throw .refused("unexpected element")
            }
        }
        return values
    }

    private static func storeError(_ error: RedisError) -> RoomStoreError {
        switch error {
        case .timedOut: .timedOut
        case .notConnected, .connectionLost, .overloaded, .cancelled, .unreachable, .resolveFailed:
            .unavailable
        case .server(let answer): .refused(answer.code)
        case .protocolViolation, .authentication: .refused("\(error)")
        }
    }
}
