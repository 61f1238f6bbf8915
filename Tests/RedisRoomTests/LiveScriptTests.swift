import RedisRoom
import TestKit
import Testing
import WaitingRoom

/// What only a real Redis shows.
@Suite struct LiveScriptTests {
    @Test func `a room on the real clock refuses a test's time`() throws {
        let live = try LiveLine(RedisProcess(), time: nil)
        _ = try live.restore(RoomFacts(settings: RoomSettings()))
        #expect(try live.join(JoinBatch(newcomers: 1, mayGoStraightIn: true)).straightIn == 1)
        live.calls.testTime = 1_700_000_000_000
        #expect(throws: RoomStoreError.refused("ERR this room runs on the real clock")) { try live.beat([1]) }
        #expect(throws: RoomStoreError.refused("ERR this room runs on the real clock")) {
            try live.restore(RoomFacts(settings: RoomSettings()))
        }
    }

    @Test func `without a room, and for another run or gen, every script says moved and writes nothing`()
        throws
    {
        let live = try LiveLine(RedisProcess())
        func expectMoved() throws {
            let (calls, caller) = (live.calls, live.caller)
            let batches = [
                calls.join(JoinBatch(newcomers: 1, mayGoStraightIn: true), by: caller),
                calls.beat([1], by: caller),
                calls.advance(AdvanceReport(gateway: "a"), by: caller), calls.claim([1], by: caller),
                calls.touch([SessionTouch(place: 1, end: 1)], by: caller),
                calls.finish([SessionEnd(place: 1)], by: nil, caller: caller),
                calls.set(RoomChange(), expecting: 1, by: "op", caller: caller),
            ]
            for call in batches { #expect(try live.run(call) == [.integer(1)]) }
        }
        try expectMoved()
        #expect(try live.client.command("DBSIZE").integer == 0)
        let gen = try live.restore(RoomFacts(settings: RoomSettings())).snapshot.gen
        let before = try live.fields("state")
        live.caller.run = "run-2"
        try expectMoved()
        live.caller = LineCaller(run: "run-1", gen: gen - 1)
        try expectMoved()
        #expect(try live.fields("state") == before)
    }

    @Test func `memory does not grow with the number waiting`() throws {
        let live = try LiveLine(RedisProcess())
        _ = try live.restore(RoomFacts(settings: RoomSettings(mode: .always)))
        func fill(to places: Int) throws -> Int {
            var issued = 0
            while issued < places {
                let reply = try live.join(
                    JoinBatch(newcomers: min(500, places - issued), mayGoStraightIn: true))
                issued = reply.first + reply.count - 1
            }
            live.calls.testTime? += 250
            _ = try live.advance(AdvanceReport(gateway: "a"))
            return try Int(#require(try live.client.info("used_memory"))) ?? 0
        }
        let few = try fill(to: 1000)
        let many = try fill(to: 1_000_000)
        print("memory for 1,000 and 1,000,000 places", few, many)
        #expect(many - few < 1 << 20)
    }

    @Test func `state is a table, not a list that every field is searched in`() throws {
        let live = try LiveLine(RedisProcess())
        _ = try live.restore(RoomFacts(settings: RoomSettings()))
        #expect(try live.client.command("OBJECT", "ENCODING", live.key("state")).string == "hashtable")
    }

    @Test func `a room lives on when Redis comes back with its file under another run id`() throws {
        let live = try LiveLine(RedisProcess())
        live.caller.run = try #require(try live.client.info("run_id"))
        let made = try live.restore(RoomFacts(settings: RoomSettings(mode: .always)))
        _ = try live.join(JoinBatch(newcomers: 7, mayGoStraightIn: true))
        // What a driver sees after it has connected again: another run id than the state's.
        live.caller.run = "0123456789012345678901234567890123456789"
        #expect(throws: RoomStoreError.moved) { try live.claim([1]) }
        let facts = RoomFacts(made.snapshot, settings: made.settings, roomTime: made.snapshot.roomTime)
        let adopted = try live.restore(facts)
        #expect(adopted.kind == .adopted)
        #expect(adopted.snapshot.issued == 7)
        #expect(adopted.snapshot.gen > made.snapshot.gen)
        #expect(try live.claim([1]).outcomes == [.notCalled])
    }
}
