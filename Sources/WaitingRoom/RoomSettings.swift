/// What an operator can set for one room; the defaults are those of the commented `sluice.yaml`.
package struct RoomSettings: Sendable, Equatable {
    /// How newcomers are treated.
    ///
    /// Default `auto`.
    package var mode: RoomMode
    /// The operator's admissions a second, may be fractional, above 0.
    ///
    /// Default 50.
    package var rate: Double
    /// Sessions at once, at least 1: a hard cap.
    ///
    /// Default 500.
    package var capacity: Int
    /// How long a session lives until its token is first shown.
    ///
    /// Default 20 s.
    package var sessionStart: Duration
    /// How long a session lives after each use.
    ///
    /// Default 5 min.
    package var sessionIdle: Duration
    /// How long a session lives in all.
    ///
    /// Default 15 min.
    package var sessionMax: Duration
    /// How long a called place may come late.
    ///
    /// Default 5 min.
    package var recall: Duration
    /// How often a place near the front is asked to beat.
    ///
    /// Default 15 s.
    package var heartbeatEvery: Duration
    /// After how long without a beat a place near the front counts as absent.
    ///
    /// Default 40 s.
    package var lostAfter: Duration
    /// How long the ramp from a tenth of the rate to all of it takes after opening.
    ///
    /// Default 0.
    package var warmUp: Duration
    /// What operators tell those who wait, at most 500 characters.
    ///
    /// Default empty.
    package var message: String

    /// Settings with the defaults of the configuration file.
    package init(
        mode: RoomMode = .auto, rate: Double = 50, capacity: Int = 500,
        sessionStart: Duration = .seconds(20), sessionIdle: Duration = .seconds(300),
        sessionMax: Duration = .seconds(900), recall: Duration = .seconds(300),
        heartbeatEvery: Duration = .seconds(15), lostAfter: Duration = .seconds(40),
        warmUp: Duration = .zero, message: String = ""
    ) {
        self.mode = mode
        self.rate = rate
        self.capacity = capacity
        self.sessionStart = sessionStart
        self.sessionIdle = sessionIdle
        self.sessionMax = sessionMax
        self.recall = recall
        self.heartbeatEvery = heartbeatEvery
        self.lostAfter = lostAfter
        self.warmUp = warmUp
        self.message = message
    }
}
