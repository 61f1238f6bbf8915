/// What is known of a challenge when somebody answers it; times are milliseconds since 1970.
package struct ChallengeState: Sendable, Equatable {
    /// How often it was answered.
    package var attempts: Int
    /// When it ends.
    package var expiresAt: Int64
    /// Whether it was answered rightly before.
    package var isUsed: Bool

    /// A state.
    package init(attempts: Int, expiresAt: Int64, isUsed: Bool) {
        self.attempts = attempts
        self.expiresAt = expiresAt
        self.isUsed = isUsed
    }
}
