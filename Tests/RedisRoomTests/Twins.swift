import RedisRoom
import TestKit
import Testing
import WaitingRoom

/// The same room twice, in Redis and in the model, under one random history; every answer is compared.
struct Twins {
    let live: LiveLine
    var model: Line?
    var random: SeededRandom
    var clock: Int64 = 1_700_000_000_000
    var facts: RoomFacts
    var snapshot = RoomSnapshot()
    var step = 0
    /// How often each kind of outcome was seen, to know that the history has been everywhere.
    var seen: [String: Int] = [:]
    let withAccounts: Bool

    init(_ server: RedisProcess, seed: UInt64, settings: RoomSettings, withAccounts: Bool = false) throws {
        live = try LiveLine(server)
        random = SeededRandom(seed: seed)
        facts = RoomFacts(settings: settings)
        self.withAccounts = withAccounts
        try restore()
    }

    /// Runs a script on both sides; the answers, or the errors, must be equal.
    mutating func both<Reply: Equatable>(
        _ name: String, _ onLive: (LiveLine) throws -> Reply, _ onModel: (inout Line) throws -> Reply
    ) throws -> Reply? {
        live.calls.testTime = clock
        guard var line = model else { return nil }
        model = nil
        defer { model = line }
        var said: Reply?
        var error: RoomStoreError?
        do { said = try onLive(live) } catch let thrown as RoomStoreError { error = thrown }
        do {
            let expected = try onModel(&line)
            try #require(said == expected, "step \(step): \(name) \(String(describing: error))")
        } catch let thrown as RoomStoreError {
            try #require(error == thrown, "step \(step): \(name)")
            seen["\(thrown)", default: 0] += 1
        }
        seen[name, default: 0] += 1
        return said
    }

    mutating func restore() throws {
        live.calls.testTime = clock
        let said = try live.restore(facts)
        let expected = Line.restore(&model, facts, run: live.caller.run, at: clock)
        try #require(said == expected, "step \(step): restore")
        seen["\(said.kind)", default: 0] += 1
        learn(said.snapshot, said.settings)
    }

    /// What a gateway remembers of an answer.
    mutating func learn(_ snapshot: RoomSnapshot, _ settings: RoomSettings) {
        self.snapshot = snapshot
        facts = RoomFacts(snapshot, settings: settings, roomTime: snapshot.roomTime)
    }

    /// Holds all that Redis keeps against the model.
    func expectSameState() throws {
        let line = try #require(model)
        try live.expectSame(as: line, "step \(step)")
    }
}
