/// The answer to a batch of touches.
package struct TouchReply: Sendable, Equatable {
    /// Room time in milliseconds.
    package var roomTime: Int64
    /// One outcome for each touch, in their order.
    package var outcomes: [TouchOutcome]

    /// An answer.
    package init(roomTime: Int64, outcomes: [TouchOutcome]) {
        self.roomTime = roomTime
        self.outcomes = outcomes
    }
}
