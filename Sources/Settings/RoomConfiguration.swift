/// One waiting room as the file describes it: an entry under `rooms`.
///
/// Mode, rate, capacity and message are what the room begins with; operators change them while it runs, and
/// then the room's own settings count.
package struct RoomConfiguration: Sendable, Equatable {
    /// The room's name: a-z, 0-9 and -, at most 32 characters, unique.
    package var name: String
    /// The requests it protects (`match`), at least one; over all rooms the longest path wins.
    package var match: [RequestMatch]
    /// Requests among them that never wait (`except`); default none.
    package var except: [RequestMatch]
    /// The name of the upstream behind it.
    package var upstream: String
    /// How newcomers are treated; default `auto`.
    package var mode: RoomEntryMode
    /// Admissions a second, above 0, perhaps with a fraction, at most 100,000; default 50.
    package var rate: Double
    /// Sessions at once, 1 to 10,000,000; default 500.
    package var capacity: Int
    /// How long a session lives.
    package var session: SessionTimes
    /// How long a called place may come late (`recall`); default 5 min.
    package var recall: Duration
    /// When somebody near the front counts as absent.
    package var heartbeat: HeartbeatTimes
    /// How long the ramp to the whole rate takes after opening (`warm_up`); default 0.
    package var warmUp: Duration
    /// The waiting page's status (`waiting_status`): 200, 202, 429 or 503; default 200.
    package var waitingStatus: Int
    /// What makes two visits the same person's; default `none`.
    package var identity: IdentityRule
    /// What those who wait are told, at most 500 characters; default empty.
    package var message: String

    /// A room with the defaults.
    package init(
        name: String, match: [RequestMatch], except: [RequestMatch] = [], upstream: String,
        mode: RoomEntryMode = .auto, rate: Double = 50, capacity: Int = 500,
        session: SessionTimes = SessionTimes(),
        recall: Duration = .seconds(300), heartbeat: HeartbeatTimes = HeartbeatTimes(),
        warmUp: Duration = .zero,
        waitingStatus: Int = 200, identity: IdentityRule = .none, message: String = ""
    ) {
        self.name = name
        self.match = match
        self.except = except
        self.upstream = upstream
        self.mode = mode
        self.rate = rate
        self.capacity = capacity
        self.session = session
        self.recall = recall
        self.heartbeat = heartbeat
        self.warmUp = warmUp
        self.waitingStatus = waitingStatus
        self.identity = identity
        self.message = message
    }
}
