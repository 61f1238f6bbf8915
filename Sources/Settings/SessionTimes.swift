/// How long a session lives: the key `session` of a room.
package struct SessionTimes: Sendable, Equatable {
    /// Until its token is first shown (`start`); default 20 s.
    package var start: Duration
    /// After each use (`idle`); default 5 min.
    package var idle: Duration
    /// In all (`max`), at least `start` and `idle`; default 15 min.
    package var max: Duration

    /// Times with the defaults.
    package init(
        start: Duration = .seconds(20), idle: Duration = .seconds(300), max: Duration = .seconds(900)
    ) {
        self.start = start
        self.idle = idle
        self.max = max
    }
}
