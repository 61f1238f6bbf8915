/// Where a visitor is on the way through.
enum VisitorPhase: UInt8, Sendable {
    /// Has not come yet.
    case expected
    /// Asks for a place.
    case joining
    /// Has a place and polls.
    case waiting
    /// Has a place and is not looking.
    case away
    /// Was called and asks to enter.
    case claiming
    /// Has a session.
    case inside
    /// Has used the session and ends it.
    case leaving
    /// Is through, as meant.
    case done
    /// Is out, not as meant: the counts say why.
    case lost
}
