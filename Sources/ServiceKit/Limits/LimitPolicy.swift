internal import Limits

/// How often one somebody may do one thing: a name and a rate, such as five logins a minute.
package struct LimitPolicy: Sendable, Hashable {
    /// The name, which clients are told: lower case, with hyphens.
    package let name: String
    /// How many at once after a rest, and in each window.
    package let quota: Int
    /// In which time the quota comes back.
    package let window: Duration

    /// A policy of so many in so long.
    package init(_ name: String, quota: Int, per window: Duration) {
        self.name = name
        self.quota = max(1, quota)
        self.window = max(window, .milliseconds(1))
    }

    /// The same as a rule of `Limits`.
    var rule: GCRA {
        let parts = window.components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        return GCRA(rate: Double(quota) / seconds, burst: quota)
    }
}
