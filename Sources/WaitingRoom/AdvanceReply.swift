/// How the room stands after the line advanced.
package struct AdvanceReply: Sendable, Equatable {
    /// The numbers that every gateway publishes and decides by.
    package var snapshot: RoomSnapshot
    /// The settings in force.
    package var settings: RoomSettings
    /// Places whose sessions were ended since the last answer, at most 1,000; a few may be told twice.
    package var ended: [Int]
    /// What to report as `endedSince` next time.
    package var endedUpTo: Int64

    /// An answer.
    package init(snapshot: RoomSnapshot, settings: RoomSettings, ended: [Int], endedUpTo: Int64) {
        self.snapshot = snapshot
        self.settings = settings
        self.ended = ended
        self.endedUpTo = endedUpTo
    }
}
