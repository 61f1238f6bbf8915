import WaitingRoom

/// What all loops know of a room until the next tick.
///
/// It is an immutable value, so that a poll reads it without a lock.
final class RoomBulletin: Sendable {
    /// The numbers of the line.
    let snapshot: RoomSnapshot
    /// The settings in force.
    let settings: RoomSettings
    /// Whether the store answers.
    let health: StoreHealth
    /// Redis-corrected time minus the monotonic clock, in milliseconds; nil before the store was ever seen.
    let clockOffset: Int64?
    /// How long waits are, or nil when nobody can say.
    let forecast: WaitForecast?
    /// Places whose sessions ended since the bulletin before.
    let ended: [Int]
    /// The serving document as a whole HTTP response, with and without `Connection: close`.
    let document: ServingResponse

    /// What is known of a room before the store was ever seen.
    ///
    /// Nobody can enter, and nobody is told anything else.
    static func unknown(_ room: RoomPlan) -> RoomBulletin {
        var snapshot = RoomSnapshot()
        snapshot.mode = room.settings.mode
        snapshot.held = true
        snapshot.stands = true
        let document = ServingDocument(
            room: room.name, snapshot, forecast: nil, heartbeatEvery: room.settings.heartbeatEvery)
        return RoomBulletin(
            snapshot: snapshot, settings: room.settings, health: .unknown, clockOffset: nil, forecast: nil,
            ended: [], document: ServingResponse(document))
    }

    init(
        snapshot: RoomSnapshot, settings: RoomSettings, health: StoreHealth, clockOffset: Int64?,
        forecast: WaitForecast?, ended: [Int], document: ServingResponse
    ) {
        self.snapshot = snapshot
        self.settings = settings
        self.health = health
        self.clockOffset = clockOffset
        self.forecast = forecast
        self.ended = ended
        self.document = document
    }
}
