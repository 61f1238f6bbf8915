/// What one newcomer got.
enum JoinOutcome: Sendable, Equatable {
    /// A place in the line.
    case placed(number: Int, gen: UInt64, epoch: UInt32, time: Int64)
    /// A place and a session at once: the line is empty.
    case straightIn(number: Int, gen: UInt64, epoch: UInt32, time: Int64, expiry: Int64, end: Int64)
    /// No places are given.
    case closed
    /// Everything is sold.
    case soldOut
    /// The room only counts.
    case passthrough
    /// The store does not answer, or the line is being restored: come again.
    case held
}
