import TestKit
import Testing
import WaitingRoom

@Suite struct LineHistoryTests {
    /// Small and quick, so that a short history sees sessions end, recall run out and slots turn.
    static let settings = RoomSettings(
        mode: .auto, rate: 20, capacity: 25, sessionStart: .seconds(3), sessionIdle: .seconds(6),
        sessionMax: .seconds(12), recall: .seconds(8), heartbeatEvery: .seconds(1), lostAfter: .seconds(4))

    @Test func `scripts and model give the same answers and keep the same state`() throws {
        var seen: [String: Int] = [:]
        for seed: UInt64 in 1...5 {
            var twins = try Twins(RedisProcess(), seed: seed, settings: Self.settings)
            try twins.run(steps: 2500)
            seen.merge(twins.seen, uniquingKeysWith: +)
        }
        // A history that never went somewhere proves nothing about it.
        let everywhere = [
            "admitted", "adopted", "asked farther ahead", "conflict", "expired", "floor rose", "full",
            "held", "in to the end", "came back", "join closed", "join open", "join passthrough",
            "join soldOut", "let in unasked", "made", "moved",
            "notCalled",
            "lost an end", "outage", "passed over", "read", "same", "straight in", "told of ends", "used",
        ]
        for name in everywhere { #expect(seen[name, default: 0] > 0, "\(name)") }
    }

    @Test(arguments: 101...103)
    func `scripts and model agree on accounts`(seed: UInt64) throws {
        var twins = try Twins(RedisProcess(), seed: seed, settings: Self.settings, withAccounts: true)
        try twins.run(steps: 1500)
    }

    @Test(arguments: 201...202)
    func `long runs of absent places are passed over alike`(seed: UInt64) throws {
        var twins = try Twins(RedisProcess(), seed: seed, settings: Self.settings)
        try twins.passRuns()
        #expect(twins.seen["passed over", default: 0] > 5)
        #expect(twins.seen["asked nearer", default: 0] > 0)
        #expect(twins.snapshot.serving > 60_001)
    }
}
