/// When somebody near the front counts as absent: the key `heartbeat` of a room.
package struct HeartbeatTimes: Sendable, Equatable {
    /// How often the page is asked to beat (`every`); default 15 s.
    package var every: Duration
    /// After how long without a beat a place is passed over (`lost_after`); default 40 s.
    ///
    /// It is at least twice `every`.
    package var lostAfter: Duration

    /// Times with the defaults.
    package init(every: Duration = .seconds(15), lostAfter: Duration = .seconds(40)) {
        self.every = every
        self.lostAfter = lostAfter
    }
}
