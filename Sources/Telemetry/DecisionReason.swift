/// Why the gateway decided so: the label `reason`.
package enum DecisionReason: Int, Sendable, CaseIterable {
    /// It carried a valid admission token.
    case token
    /// Nobody waited and there was room.
    case fastPath
    /// Its place was called and it claimed.
    case called
    /// The room counts only.
    case passthrough
    /// A rule exempts it.
    case exempt
    /// No room protects it.
    case noRoom
    /// Others wait, or there is no room inside.
    case line
    /// The room queues everybody.
    case always
    /// The room is paused.
    case paused
    /// The line is held after a loss of the store.
    case held
    /// The room is closed.
    case closed
    /// The room is sold out.
    case soldOut
    /// Its token is past its end or unknown.
    case expired
    /// It looks like a prefetch, a HEAD or a client without cookies.
    case notAVisit
    /// It does not say who it is, and the room has one place a person.
    case login
    /// Too many of one address.
    case rateLimit
    /// The gateway or its upstream is overloaded.
    case overload
    /// It was not a valid request.
    case invalid

    /// The label's value.
    package var label: String {
        switch self {
        case .fastPath: "fast_path"
        case .noRoom: "no_room"
        case .soldOut: "sold_out"
        case .notAVisit: "not_a_visit"
        case .rateLimit: "rate_limit"
        default: "\(self)"
        }
    }
}
