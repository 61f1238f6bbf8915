/// Everything that a rehearsal saw, for the verdicts.
struct RehearsalOutcome {
    let settings: RehearsalSettings
    let counts: RehearsalCounts
    let waits: [WaitTimes]
    let visitors: [Visitor]
    /// Over how many seconds it went.
    let seconds: Double
    /// In how many seconds the joins were answered.
    let joinSeconds: Double
    /// After how many of them the crowd went on that had paused after a thousand; 0 when it did not pause.
    let thousandSeconds: Double
    /// The most requests that waited for a connection.
    let longestQueue: Int
    /// How many connections were opened.
    let connectionsOpened: Int
    /// What was seen inside Redis; nil without it.
    let watch: RoomWatch?
    /// Redis' counts at the beginning.
    let before: ServerUse?
    /// Redis' counts when a thousand places were out.
    let afterThousand: ServerUse?
    /// Redis' counts when the last join was answered.
    let afterJoins: ServerUse?
    /// Redis' counts at the end.
    let after: ServerUse?
}
