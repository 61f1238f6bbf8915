/// What one newcomer got.
enum JoinOutcome: Sendable, Equatable {
    /// A place in the line.
    case placed(GivenPlace)
    /// A place and a session at once: the line is empty.
    case straightIn(GivenPlace, expiry: Int64, end: Int64)
    /// No places are given.
    case closed
    /// Everything is sold.
    case soldOut
    /// The room only counts.
    case passthrough
    /// The store does not answer, or the line is being restored: come again.
    case held
}
