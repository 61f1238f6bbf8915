/// What the gateway did with a request: the label `decision`.
package enum AdmissionDecision: Int, Sendable, CaseIterable {
    /// Proxied, because it may enter.
    case admit
    /// Given or shown a place in the line.
    case queue
    /// Refused.
    case deny
    /// Refused for want of strength, not of right.
    case shed
    /// Proxied without being looked at.
    case bypass
}
