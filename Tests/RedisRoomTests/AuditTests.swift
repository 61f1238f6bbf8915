import Foundation
import RedisRoom
import TestKit
import Testing
import WaitingRoom

/// The checks of a rehearsal inside Redis: they see what enters, and find what may not be.
@Suite struct AuditTests {
    /// A room in which places 1 to 5 are called and nobody is inside.
    private func room(capacity: Int) throws -> LiveLine {
        let live = try LiveLine(RedisProcess(), audited: true)
        _ = try live.restore(RoomFacts(settings: RoomSettings(mode: .always, rate: 1, capacity: capacity)))
        _ = try live.join(JoinBatch(newcomers: 5, mayGoStraightIn: false))
        try live.client.command("HSET", live.key("state"), "serving", "5")
        return live
    }

    @Test func `what production loads has no audit in it`() {
        for script in RoomScript.allCases {
            #expect(!String(decoding: script.source, as: UTF8.self).contains("audit"), "\(script)")
            #expect((script.auditedSource == script.source) == (script != .join && script != .claim))
        }
    }

    @Test func `who enters and who waits is told in order, and nothing is broken`() throws {
        let live = try room(capacity: 2)
        let reply = try live.claim([1, 2, 3])
        #expect(reply.outcomes.count == 3)
        let state = try live.fields("state")
        #expect(state["audit_open"] == "2")
        #expect(state["audit_peak"] == "2")
        #expect(state["audit_broken"] == nil)
        let last = try live.client.command("XREVRANGE", live.key("log"), "+", "-", "COUNT", "1").array[0]
        let fields = last.array[1].array.compactMap(\.string)
        #expect(fields.contains("1,2"))
        #expect(fields.last == "3")
    }

    @Test func `the most sessions at once are kept, and a full room lets nobody in`() throws {
        let live = try room(capacity: 3)
        _ = try live.claim([1, 2, 3])
        try live.client.command("HSET", live.key("state"), "capacity", "2", "tokens", "3")
        _ = try live.claim([4])
        let state = try live.fields("state")
        #expect(state["audit_open"] == "3")
        #expect(state["audit_broken"] == nil, "a cap that was lowered ends nobody")
        #expect(state["audit_checks"] == "3")
    }

    @Test func `a claim that forgets the cap is found`() throws {
        let live = try room(capacity: 2)
        let right = String(decoding: RoomScript.claim.auditedSource, as: UTF8.self)
        let wrong = right.replacingOccurrences(
            of: "if ahead < min(free, math.floor(tokens)) then", with: "if true then")
        #expect(wrong != right)
        let call = live.calls.claim([1, 2, 3], by: live.caller)
        let head = [Array("EVAL".utf8), Array(wrong.utf8), Array("\(call.keys.count)".utf8)]
        _ = try live.client.command(head + call.keys + call.arguments)
        let state = try live.fields("state")
        #expect(state["audit_broken"] == "1")
        #expect(state["audit_open"] == "3")
    }

    @Test func `more admissions than the rate allows are found`() throws {
        let live = try room(capacity: 100)
        _ = try live.claim([1, 2, 3])
        #expect(try live.fields("state")["audit_broken"] == nil, "1 + 2 * rate at once is allowed")
        try live.client.command("HSET", live.key("state"), "tokens", "3")
        _ = try live.claim([4, 5])
        #expect(try live.fields("state")["audit_broken"] == "1")
        #expect(try live.fields("state")["audit_peak"] == "5")
    }
}
