/// How long to wait before each attempt to connect: doubling, bounded, and never in step with other clients.
package struct ReconnectPolicy: Sendable, Equatable {
    /// The wait before the first attempt, before jitter; 50 ms by default.
    package var first: Duration
    /// The longest wait, before jitter; 2 s by default.
    package var longest: Duration

    /// A policy; `longest` is at least `first`.
    package init(first: Duration = .milliseconds(50), longest: Duration = .seconds(2)) {
        self.first = max(first, .milliseconds(1))
        self.longest = max(longest, first)
    }

    /// The wait before an attempt, counted from 0, for one random word.
    ///
    /// Half of the doubled wait is fixed and half is drawn, so that processes which lost a server together
    /// come back apart, and none hammers a server that refuses.
    package func delay(attempt: Int, random: UInt64) -> Duration {
        var ceiling = first
        for _ in 0..<max(0, min(attempt, 30)) where ceiling < longest { ceiling = ceiling * 2 }
        let half = min(ceiling, longest) / 2
        let share = Double(random >> 11) / Double(1 << 53)
        return half + half * share
    }
}
