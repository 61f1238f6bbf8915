/// How patient the supervisor is with a child that keeps ending.
package struct RestartRule: Sendable, Equatable {
    /// The wait before the first restart.
    ///
    /// Default 200 ms; it doubles with each quick failure.
    package var firstDelay: Duration
    /// The longest wait before a restart.
    ///
    /// Default 10 s.
    package var longestDelay: Duration
    /// How long a child must have been ready for its earlier failures to be forgotten.
    ///
    /// Default 10 s.
    package var steadyAfter: Duration
    /// How many quick failures in a row end everything.
    ///
    /// Default 6: with the default delays about six seconds of trying.
    package var quickFailures: Int

    /// A rule with the defaults named beside each field.
    package init(
        firstDelay: Duration = .milliseconds(200), longestDelay: Duration = .seconds(10),
        steadyAfter: Duration = .seconds(10), quickFailures: Int = 6
    ) {
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.steadyAfter = steadyAfter
        self.quickFailures = quickFailures
    }
}
