import Foundation
import TestKit
import Testing
import WaitingRoom

/// What the scripts cost inside Redis, in microseconds a call; printed by hand, with `SLUICE_MEASURE=1`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SLUICE_MEASURE"] != nil), .serialized)
struct ScriptCostTests {
    static let settings = RoomSettings(
        mode: .auto, rate: 100_000, capacity: 1_000_000, lostAfter: .seconds(40))

    /// A room on the real clock, so that the scripts run as in production.
    func room(_ settings: RoomSettings = settings) throws -> LiveLine {
        let live = try LiveLine(RedisProcess(), time: nil)
        _ = try live.restore(RoomFacts(settings: settings))
        return live
    }

    func cost(_ name: String, _ live: LiveLine, calls: Int, _ body: (Int) throws -> Void) throws {
        try live.client.command("CONFIG", "RESETSTAT")
        for call in 0..<calls { try body(call) }
        let stats = try live.client.command("INFO", "commandstats").string ?? ""
        let line = stats.split(separator: "\r\n").first { $0.hasPrefix("cmdstat_evalsha") } ?? "none"
        print(name, line)
    }

    @Test func `joins and claims`() throws {
        let live = try room(RoomSettings(mode: .always, rate: 100_000, capacity: 1_000_000))
        try cost("join 1", live, calls: 2000) { _ in
            _ = try live.join(JoinBatch(newcomers: 1, mayGoStraightIn: true))
        }
        try cost("join 512", live, calls: 500) { _ in
            _ = try live.join(JoinBatch(newcomers: 512, mayGoStraightIn: true))
        }
        try cost("join 512 accounts", live, calls: 50) { call in
            let accounts = (0..<512).map { AccountKey(UInt64(call * 512 + $0) &* 0x9E37_79B9_7F4A_7C15) }
            _ = try live.join(JoinBatch(accounts: accounts, mayGoStraightIn: true))
        }
        let wait = { usleep(101_000) }
        try cost("advance of 1000", live, calls: 20) { _ in
            _ = wait()
            _ = try live.advance(AdvanceReport(gateway: "a"))
        }
        var next = 1
        try cost("claim 1", live, calls: 2000) { _ in
            _ = try live.claim([next])
            next += 1
        }
        try cost("claim 256 in", live, calls: 40) { _ in
            _ = try live.claim(Array(next..<(next + 256)))
            next += 256
        }
        let end = Int64.max / 4
        try cost("touch 256", live, calls: 200) { call in
            _ = try live.touch((1...256).map { SessionTouch(place: $0 * 7 + call, end: end) })
        }
        try cost("advance, all fresh", live, calls: 10) { _ in
            _ = wait()
            _ = try live.advance(AdvanceReport(gateway: "a"))
        }
        try cost("advance, answer only", live, calls: 1000) { _ in
            _ = try live.advance(AdvanceReport(gateway: "a"))
        }
        try cost("finish 1", live, calls: 1000) { call in try live.finish([SessionEnd(place: call + 1)]) }
    }

    @Test func `straight in, beats and a full door`() throws {
        let live = try room()
        try cost("join 1 straight in", live, calls: 2000) { _ in
            _ = try live.join(JoinBatch(newcomers: 1, mayGoStraightIn: true))
        }
        try cost("join 512 straight in", live, calls: 100) { _ in
            _ = try live.join(JoinBatch(newcomers: 512, mayGoStraightIn: true))
        }
        let full = try room(RoomSettings(mode: .auto, rate: 50_000, capacity: 0))
        for _ in 0..<100 { _ = try full.join(JoinBatch(newcomers: 512, mayGoStraightIn: false)) }
        try cost("beat 512", full, calls: 300) { call in
            _ = try full.beat(Array((1 + call)...(512 + call)))
        }
        try full.client.command("HSET", full.key("state"), "serving", "40000", "capacity", "0")
        try cost("claim 256 full", full, calls: 60) { call in
            _ = try full.claim((1...256).map { call + $0 * 30 })
        }
        try cost("claim 1 full", full, calls: 1000) { call in _ = try full.claim([call + 9000]) }
        try cost("beat 512 at the door", full, calls: 100) { call in
            _ = try full.beat((1...512).map { call % 60 + $0 * 15 })
        }
        try cost("advance, nothing to call", full, calls: 20) { _ in
            usleep(101_000)
            _ = try full.advance(AdvanceReport(gateway: "a"))
        }
    }
}
