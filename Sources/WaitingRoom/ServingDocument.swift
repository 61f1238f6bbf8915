/// What everybody may know of a room, the same for all: the fields of the serving document (API.md).
package struct ServingDocument: Sendable, Equatable {
    /// What the room does as a whole.
    package enum State: String, Sendable, CaseIterable {
        /// Nobody waits.
        case idle
        /// People wait and the line moves.
        case queueing
        /// Entries are taken before the draw.
        case prequeue
        /// The line stands because an operator said so.
        case paused
        /// There are no new places.
        case closed
        /// The line stands because of a loss and goes on by itself.
        case held
    }

    /// The room's name.
    package let room: RoomName
    /// The room's epoch.
    package let epoch: UInt32
    /// The mode in force.
    package let mode: RoomMode
    /// What the room does as a whole.
    package let state: State
    /// Every number up to it has been called or passed over.
    package let serving: Int
    /// The largest number given out.
    package let issued: Int
    /// How many wait, gaps left out.
    package let waiting: Int
    /// The shaped rate in admissions a second.
    package let ratePerSecond: Double
    /// Numbers that the line passes in a second, absent ones too, or nil when it is not known.
    package let placesPerSecond: Double?
    /// The wait of a newcomer at the end of the line, or nil when it is not known.
    package let wait: WaitEstimate?
    /// How far ahead of serving people are asked to beat.
    package let heartbeatWithin: Int
    /// How often they are asked to, in seconds.
    package let heartbeatSeconds: Int
    /// How often to ask for this document, in seconds.
    package let refreshSeconds: Int
    /// The generation of the line.
    package let gen: UInt64
    /// Runs of numbers that nobody holds.
    package let gaps: [ClosedRange<Int>]
    /// When the room opens, in milliseconds since 1970, or nil.
    package let opensAt: Int64?
    /// Whether everything is sold.
    package let soldOut: Bool
    /// What operators tell those who wait.
    package let message: String
    /// Room time in milliseconds since 1970.
    package let time: Int64

    /// The document of a room as the snapshot has it.
    ///
    /// Made once a snapshot and shared by all polls; `heartbeatEvery` is the room's setting.
    package init(
        room: RoomName, _ snapshot: RoomSnapshot, forecast: WaitForecast?, heartbeatEvery: Duration,
        opensAt: Int64? = nil
    ) {
        self.room = room
        epoch = snapshot.epoch
        mode = snapshot.mode
        state = Self.state(snapshot, opensAt: opensAt)
        serving = snapshot.serving
        issued = snapshot.issued
        waiting = snapshot.waiting
        ratePerSecond = snapshot.rate
        placesPerSecond = forecast?.placesPerSecond
        wait = state == .prequeue ? nil : forecast?.estimate(places: snapshot.waiting + 1)
        heartbeatWithin = snapshot.within
        heartbeatSeconds = Int(max(1, heartbeatEvery.components.seconds))
        // Who reads only this is beyond `within`, and must see in time that the line has come to them.
        let edge = forecast?.estimate(places: snapshot.within).likely
        let pace = PollPace(distance: max(snapshot.within, PollPace.near + 1), within: 0, wait: edge)
        refreshSeconds = pace.refreshSeconds
        gen = snapshot.gen
        gaps = snapshot.gaps
        self.opensAt = opensAt
        soldOut = snapshot.mode == .soldout
        message = snapshot.message
        time = snapshot.roomTime
    }

    private static func state(_ snapshot: RoomSnapshot, opensAt: Int64?) -> State {
        if snapshot.held { return .held }
        switch snapshot.mode {
        case .closed, .soldout: return .closed
        case .paused: return .paused
        case .scheduled where snapshot.stands || snapshot.roomTime < opensAt ?? 0: return .prequeue
        case .auto, .always, .passthrough, .scheduled:
            // It stands, and neither an operator nor a loss is known as the reason: it will go on by itself.
            if snapshot.stands { return .held }
            return snapshot.waiting > 0 ? .queueing : .idle
        }
    }
}
