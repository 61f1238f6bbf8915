import WaitingRoom

/// What one claim came to.
enum ClaimAnswer: Sendable, Equatable {
    /// The line's answer, and room time.
    case answered(ClaimOutcome, time: Int64)
    /// The store does not answer: the line is held.
    case unavailable
}
