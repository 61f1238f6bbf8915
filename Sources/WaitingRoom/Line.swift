/// A room's line as a pure value: every rule of LINE.md 2 and every script of LINE.md 4, driven by hand.
///
/// It is the reference. The live store's scripts do the same with the same arithmetic in the same order, and
/// tests compare the two. All times are milliseconds. Each operation takes the store's clock (Redis TIME) as
/// `time` and first does what the head of a script does: moved?, room time, line time, accrue.
package struct Line: Sendable {
    /// The run id of the store that the last restore wrote.
    package var run: String
    /// The generation.
    package var gen: UInt64
    /// The epoch.
    package var epoch: UInt32
    /// The revision of the settings.
    package var rev: Int
    /// The settings in force.
    package var settings: RoomSettings

    /// The largest number given out.
    package var issued = 0
    /// Every number up to it has been called or passed over.
    package var serving = 0
    /// At or below it a place that did not ask in time has expired.
    package var floor = 0
    /// How far ahead of serving people are asked to beat.
    package var within = LineLimits.within

    /// The rate's bucket.
    package var tokens = 0.0
    /// Room time of the last script.
    package var last: Int64 = 0
    /// Room time less the store's clock.
    package var offset: Int64 = 0
    /// How long the line has stood: room time less line time.
    package var stood: Int64 = 0
    /// Line time at which the room opened; negative before that.
    package var opened: Int64 = 0
    /// Room time until which nobody is let in after a loss.
    package var hold: Int64 = 0
    /// Room time until which a restore collects facts, 0 when none is going on.
    package var window: Int64 = 0
    /// The smallest recent factor.
    package var factor = 1.0

    /// The share of the called who come, q in the rules.
    package var showing = 1.0
    /// First claims of called people since the last mark, and what is left of those before.
    package var came = 0.0
    /// Called people who did not come, likewise.
    package var missed = 0.0
    /// Sessions that ended since the last mark.
    package var left = 0
    /// Sessions that end in a second, smoothed: the half of it is older than the last mark.
    package var leaving = 0.0

    /// The slots by index modulo 3.
    package var slots = [PresenceSlot](repeating: PresenceSlot(), count: 3)
    /// The index of the open slot; -1 before the first.
    package var slot: Int64 = -1
    /// The most beats in a slot, less a tenth for each slot since.
    package var best = 0.0
    /// How many slots in a row had fewer than half of that.
    package var low = 0
    /// The place up to which everybody was asked to beat all through the last `lost_after`.
    package var judged = 0
    /// Marks of this line time and before have lost their edge.
    package var edgesAfter: Int64 = 0

    /// Room time of the last advance that did its work.
    package var advanced: Int64 = 0
    /// Line time of the last mark.
    package var marked: Int64 = 0
    /// The serving number in the last log entry.
    package var logged = 0
    /// How many sessions were opened.
    package var entered = 0
    /// How many absent places were passed over.
    package var passed = 0

    /// Runs of numbers that were skipped after a loss.
    package var gaps: [ClosedRange<Int>] = []
    /// The generations after the first.
    package var gens: [RoomGeneration] = []

    /// Places that were used or given up.
    package var claimed: Set<Int> = []
    /// Sessions and their expiry in room time.
    package var active = ScoredPlaces()
    /// When each session ends whatever happens, in room time: fixed when it begins.
    package var ends = ScoredPlaces()
    /// People whose turn has come, and until when in line time we count on them.
    package var called = ScoredPlaces()
    /// Called people who asked and found no free session.
    package var door = SortedPlaces()
    /// Sessions that were ended, with room time.
    package var ended = ScoredPlaces()
    /// The marks, oldest first.
    package var marks: [LineMark] = []
    /// What each gateway said last.
    package var factors: [String: GatewayFactor] = [:]
    /// The newest entries of the log.
    package var log: [LineLogEntry] = []
    /// The places of known accounts.
    package var accounts: [AccountKey: Int] = [:]
}
