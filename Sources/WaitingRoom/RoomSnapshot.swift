/// What every gateway knows of a room between two calls of `advance`: the same few numbers for everybody.
package struct RoomSnapshot: Sendable, Equatable {
    /// The room's epoch; places are dense within it.
    package var epoch: UInt32 = 1
    /// The generation: goes up each time the line is restored after a loss.
    package var gen: UInt64 = 1
    /// The revision of the settings.
    package var rev: Int = 1
    /// The mode in force.
    package var mode: RoomMode = .auto
    /// The largest number given out.
    package var issued: Int = 0
    /// Every number up to it has been called or passed over.
    package var serving: Int = 0
    /// At or below it a place that did not ask in time has expired.
    package var floor: Int = 0
    /// How far ahead of serving people are asked to beat.
    package var within: Int = 1000
    /// Unexpired sessions.
    package var active: Int = 0
    /// People whose turn has come and on whom the line counts.
    package var called: Int = 0
    /// Called people who asked and found no free session.
    package var door: Int = 0
    /// Sessions at once.
    package var capacity: Int = 500
    /// The shaped rate in admissions a second.
    package var rate: Double = 50
    /// Whole and part tokens of the rate that are left.
    package var tokens: Double = 0
    /// The share of called people who come, 0.1 to 1 (q in the rules).
    package var showing: Double = 1
    /// Whether the line stands, for whatever reason.
    package var stands: Bool = false
    /// Whether the line is being restored or held off after a loss of the store.
    package var held: Bool = false
    /// Room time in milliseconds since 1970.
    package var roomTime: Int64 = 0
    /// Line time in milliseconds.
    package var lineTime: Int64 = 0
    /// Runs of numbers that were skipped after a loss; `ahead` leaves them out.
    package var gaps: [ClosedRange<Int>] = []
    /// The generations after the first, each with the first number that it gave out.
    package var gens: [RoomGeneration] = []
    /// Line time at which the room opened; negative before that.
    package var opened: Int64 = 0
    /// Room time until which nobody is let in after a loss of the store; 0 when there was none.
    package var hold: Int64 = 0
    /// How many sessions were opened in this epoch.
    package var entered: Int = 0
    /// How many absent places were passed over in this epoch.
    package var passed: Int = 0
    /// What operators tell those who wait.
    package var message: String = ""

    /// The snapshot of a room that nobody has seen yet.
    package init() {}

    /// How many numbers are issued and not yet served, gaps left out.
    package var waiting: Int { peopleBetween(serving, issued) }

    /// How many numbers lie in (low, high], gaps left out.
    package func peopleBetween(_ low: Int, _ high: Int) -> Int {
        guard high > low else { return 0 }
        var count = high - low
        for gap in gaps {
            let first = max(gap.lowerBound, low + 1)
            let last = min(gap.upperBound, high)
            if first <= last { count -= last - first + 1 }
        }
        return max(0, count)
    }
}
