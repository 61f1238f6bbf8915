/// What somebody might guess or flood, and how often it may be tried for one account or contact.
///
/// These limits lie in Postgres (`identity.attempt`), so they hold across processes and restarts, and for
/// contacts without an account just the same. A success gives the attempts back.
enum GuardedAct: Sendable, CaseIterable {
    /// Comparing a password, by contact.
    case password
    /// A code of an authenticator, by account.
    case secondFactor
    /// Sending a code: one, then a pause, by contact.
    case codePause
    /// Sending codes in an hour, by contact.
    case codeCount

    /// What it is called in keys and in refusals.
    var name: String {
        switch self {
        case .password: "password"
        case .secondFactor: "second-factor"
        case .codePause: "code-pause"
        case .codeCount: "code-count"
        }
    }

    /// The time between two attempts at the even rate, in seconds.
    var every: Int {
        switch self {
        case .password: 30
        case .secondFactor: 60
        case .codePause: Int(ChallengeRule.resendAfter.components.seconds)
        case .codeCount: 720
        }
    }

    /// How many attempts are free after a rest.
    var burst: Int {
        switch self {
        case .password, .secondFactor: 10
        case .codePause: 1
        case .codeCount: 5
        }
    }
}
