/// What an operator changes at once; a field that is nil stays as it is.
package struct RoomChange: Sendable, Equatable {
    /// How newcomers are treated.
    package var mode: RoomMode?
    /// Admissions a second.
    package var rate: Double?
    /// Sessions at once.
    package var capacity: Int?
    /// How long a session lives until its token is first shown.
    package var sessionStart: Duration?
    /// How long a session lives after each use.
    package var sessionIdle: Duration?
    /// How long a session lives in all.
    package var sessionMax: Duration?
    /// How long a called place may come late.
    package var recall: Duration?
    /// How often a place near the front is asked to beat.
    package var heartbeatEvery: Duration?
    /// After how long without a beat a place counts as absent.
    package var lostAfter: Duration?
    /// How long the ramp after opening takes.
    package var warmUp: Duration?
    /// What operators tell those who wait.
    package var message: String?

    /// A change of nothing yet.
    package init() {}

    /// These settings with the change in force.
    package func applied(to old: RoomSettings) -> RoomSettings {
        var settings = old
        settings.mode = mode ?? old.mode
        settings.rate = rate ?? old.rate
        settings.capacity = capacity ?? old.capacity
        settings.sessionStart = sessionStart ?? old.sessionStart
        settings.sessionIdle = sessionIdle ?? old.sessionIdle
        settings.sessionMax = sessionMax ?? old.sessionMax
        settings.recall = recall ?? old.recall
        settings.heartbeatEvery = heartbeatEvery ?? old.heartbeatEvery
        settings.lostAfter = lostAfter ?? old.lostAfter
        settings.warmUp = warmUp ?? old.warmUp
        settings.message = message ?? old.message
        return settings
    }
}
