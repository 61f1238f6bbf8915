/// What a gateway knows of a room and brings to `restore`.
package struct RoomFacts: Sendable, Equatable {
    /// The generation it knows; 0 when it has never seen the room.
    package var gen: UInt64 = 0
    /// The epoch it knows; 0 when it has never seen the room.
    package var epoch: UInt32 = 0
    /// The revision of its settings; 0 when they come from the configuration file.
    package var rev: Int = 0
    /// The largest number it has seen given out.
    package var issued: Int = 0
    /// The largest serving number it has seen.
    package var serving: Int = 0
    /// The largest floor it has seen.
    package var floor: Int = 0
    /// Room time now: the last one seen and what its monotonic clock says has gone by; 0 when never seen.
    package var roomTime: Int64 = 0
    /// The last line time it has seen; 0 when never seen.
    package var lineTime: Int64 = 0
    /// Room time at which it last had an answer of the store; 0 when never.
    package var alive: Int64 = 0
    /// Line time at which the room opened; negative before that.
    package var opened: Int64 = 0
    /// Runs of numbers that were skipped after earlier losses.
    package var gaps: [ClosedRange<Int>] = []
    /// The generations after the first.
    package var gens: [RoomGeneration] = []
    /// The settings: the last ones seen, or those of the configuration file.
    package var settings: RoomSettings

    /// What a gateway knows that starts: the room's settings in its configuration file.
    package init(settings: RoomSettings) {
        self.settings = settings
    }

    /// What a gateway knows that has seen the room; `roomTime` is now, by its monotonic clock.
    package init(_ snapshot: RoomSnapshot, settings: RoomSettings, roomTime: Int64) {
        gen = snapshot.gen
        epoch = snapshot.epoch
        rev = snapshot.rev
        issued = snapshot.issued
        serving = snapshot.serving
        floor = snapshot.floor
        self.roomTime = max(roomTime, snapshot.roomTime)
        lineTime = snapshot.lineTime
        alive = snapshot.roomTime
        opened = snapshot.opened
        gaps = snapshot.gaps
        gens = snapshot.gens
        self.settings = settings
    }
}
