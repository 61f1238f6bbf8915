/// The answer to a batch of claims.
package struct ClaimReply: Sendable, Equatable {
    /// Room time in milliseconds.
    package var roomTime: Int64
    /// One outcome for each place, in the order of the claims.
    package var outcomes: [ClaimOutcome]

    /// An answer.
    package init(roomTime: Int64, outcomes: [ClaimOutcome]) {
        self.roomTime = roomTime
        self.outcomes = outcomes
    }
}
