/// The answer to a batch of claims.
package struct ClaimReply: Sendable, Equatable {
    /// Room time in milliseconds.
    package var roomTime: Int64
    /// How many entered who stood at the door and did not ask in this batch.
    ///
    /// They hear of it when they ask next.
    package var others: Int
    /// One outcome for each place, in the order of the claims.
    package var outcomes: [ClaimOutcome]

    /// An answer.
    package init(roomTime: Int64, others: Int = 0, outcomes: [ClaimOutcome]) {
        self.roomTime = roomTime
        self.others = others
        self.outcomes = outcomes
    }
}
