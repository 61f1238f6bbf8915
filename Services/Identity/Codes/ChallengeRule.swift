/// When a challenge (a code to a contact, a second factor) may be answered, and what an answer does to it.
///
/// Pure: the store reads the row under its lock, asks here, and writes what comes back.
package enum ChallengeRule {
    /// How long a challenge lives.
    package static let life = Duration.seconds(300)
    /// How many answers it takes, the right one included.
    package static let attempts = 5
    /// The least time between two codes to one contact.
    package static let resendAfter = Duration.seconds(60)

    /// What came of an answer.
    package enum Verdict: Sendable, Equatable {
        /// It was right, and the challenge is used up.
        case accepted
        /// It was wrong; so many answers are left.
        case refused(left: Int)
        /// The challenge takes no answers: used, expired, or answered wrongly too often.
        case over
    }

    /// Judges an answer at a moment and notes it in the state.
    ///
    /// A challenge that is over does not say whether the answer would have been right.
    package static func judge(_ state: inout ChallengeState, isRight: Bool, now: Int64) -> Verdict {
        guard !state.isUsed, state.attempts < attempts, state.expiresAt > now else { return .over }
        state.attempts += 1
        if isRight {
            state.isUsed = true
            return .accepted
        }
        return state.attempts < attempts ? .refused(left: attempts - state.attempts) : .over
    }
}
