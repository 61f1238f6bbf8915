/// When a child that ended is started again: exponential backoff with jitter, and a bound on crash loops.
///
/// Pure: how long the child was ready and the random number are passed in.
package struct RestartPolicy: Sendable, Equatable {
    /// What to do with a child that ended.
    package enum Decision: Sendable, Equatable {
        /// Start it again after this long.
        case restart(after: Duration)
        /// It failed too often in a row.
        case giveUp
    }

    private let rule: RestartRule
    private(set) var failures = 0

    /// A policy for a child that has not failed yet.
    package init(_ rule: RestartRule) {
        self.rule = rule
    }

    /// Decides about a child that ended after it was ready for `readyFor` (zero: it never was).
    ///
    /// `jitter` is a random number from 0 to 1: the wait lies between half of the backoff and all of it, so
    /// that children which died together do not come back together.
    package mutating func ended(readyFor: Duration, jitter: Double) -> Decision {
        if readyFor >= rule.steadyAfter { failures = 0 }
        failures += 1
        guard failures < rule.quickFailures else { return .giveUp }
        var delay = rule.firstDelay
        for _ in 1..<failures where delay < rule.longestDelay { delay = delay * 2 }
        return .restart(after: min(delay, rule.longestDelay) * (0.5 + min(max(jitter, 0), 1) / 2))
    }
}
