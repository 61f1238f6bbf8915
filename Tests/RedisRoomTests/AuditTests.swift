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
        #expect(fields.contains("3"))
        #expect(fields.last == "", "nobody was left standing")
        #expect(state["audit_overtaken"] == nil)
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
        try claim([1, 2, 3], live, instead: "min(free, math.floor(tokens), 1000)", of: "1000")
        let state = try live.fields("state")
        #expect(state["audit_broken"] == "1")
        #expect(state["audit_open"] == "3")
    }

    @Test func `a claim that lets larger numbers past the door is found`() throws {
        let live = try room(capacity: 2)
        _ = try live.claim([1, 2, 3, 4])
        try live.finish([SessionEnd(place: 1), SessionEnd(place: 2)])
        try live.client.command("HSET", live.key("state"), "tokens", "3")
        try claim([5], live, instead: "if room > 0 and door > 0 and #asking > 0 then", of: "if false then")
        #expect(try live.fields("state")["audit_overtaken"] == "2")
        let last = try live.client.command("XREVRANGE", live.key("log"), "+", "-", "COUNT", "1").array[0]
        #expect(last.array[1].array.compactMap(\.string).suffix(2) == ["left", "3,4"])
    }

    /// Runs a claim whose text has a mistake in it.
    private func claim(_ places: [Int], _ live: LiveLine, instead right: String, of wrong: String) throws {
        let text = String(decoding: RoomScript.claim.auditedSource, as: UTF8.self)
        let broken = text.replacingOccurrences(of: right, with: wrong)
        #expect(broken != text)
        let call = live.calls.claim(places, by: live.caller)
        let head = [Array("EVAL".utf8), Array(broken.utf8), Array("\(call.keys.count)".utf8)]
        _ = try live.client.command(head + call.keys + call.arguments)
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
