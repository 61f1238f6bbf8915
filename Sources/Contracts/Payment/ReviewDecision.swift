/// What an operator decides about money that a provider warned of.
package struct ReviewDecision: Sendable, Codable, Equatable {
    /// The choices.
    package enum Choice: String, Sendable, Codable {
        /// The money is taken and the order goes on.
        case accept
        /// The money goes back.
        case refuse
    }

    /// The choice.
    package var decision: Choice

    /// A decision.
    package init(decision: Choice) {
        self.decision = decision
    }
}
