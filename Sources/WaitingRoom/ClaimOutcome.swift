/// What a place gets that asks to enter.
package enum ClaimOutcome: Sendable, Equatable {
    /// It is inside already; its session ends at this room time unless it is used, at `end` in any case.
    case same(expiry: Int64, end: Int64)
    /// Its session is over, or it left the line: it cannot enter again.
    case used
    /// Its turn has not come.
    case notCalled
    /// Its turn came, it did not ask in time, and the recall window is over.
    case expired
    /// The line stands: keep the place and ask again.
    case held
    /// It is in; its session ends at this room time unless it is used, at `end` in any case.
    case admitted(expiry: Int64, end: Int64)
    /// It waits at the door, with this many people before it there.
    case full(rank: Int)

    /// Whether this very claim let the place in.
    package var isEntry: Bool {
        if case .admitted = self { true } else { false }
    }
}
