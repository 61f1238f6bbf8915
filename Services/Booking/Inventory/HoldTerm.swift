/// How long a hold that stands in Postgres will stand.
package enum HoldTerm: Sendable, Equatable {
    /// Until it expires; what is left may be negative when it is due.
    case held(left: Duration)
    /// For good.
    case sold

    /// Milliseconds as the scripts take them: -1 when sold.
    var milliseconds: Int {
        switch self {
        case .sold: return -1
        case .held(let left):
            let parts = left.components
            let seconds = min(max(parts.seconds, 0), 1_000_000)
            return max(0, Int(seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000))
        }
    }
}
