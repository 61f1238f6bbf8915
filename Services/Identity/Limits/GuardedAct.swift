/// What somebody might guess or flood, and how often it may be tried for one account or contact.
///
/// These limits lie in Postgres (`identity.attempt`), so they hold across processes and restarts, and for
/// contacts without an account just the same. Each is first by contact and the network that tries, so that
/// nobody uses up what is somebody else's; the bounds over all networks are wide, and those of many
/// addresses alone reach them (decision 022). A success gives the attempts of the near bound back.
enum GuardedAct: Sendable, CaseIterable {
    /// Comparing a password: by contact and network, or by contact and a browser that was in before.
    case password
    /// Comparing a password, by contact over all networks; not for a browser that was in before.
    case passwordAll
    /// A code of an authenticator, by account.
    case secondFactor
    /// Asking for a code, by contact and network.
    case codeAsk
    /// Sending a code: one, then a pause, by contact and use.
    case codePause
    /// Sending codes in an hour, by contact and network.
    case codeCount
    /// Sending codes, by contact over all networks.
    case codeCountAll
    /// Answering with a code, by contact and network.
    case codeAnswer
    /// Answering with a code, by contact over all networks.
    case codeAnswerAll

    /// What it is called in keys and in refusals.
    var name: String {
        switch self {
        case .password: "password"
        case .passwordAll: "password-all"
        case .secondFactor: "second-factor"
        case .codeAsk: "code-ask"
        case .codePause: "code-pause"
        case .codeCount: "code-count"
        case .codeCountAll: "code-count-all"
        case .codeAnswer: "code-answer"
        case .codeAnswerAll: "code-answer-all"
        }
    }

    /// The time between two attempts at the even rate, in seconds.
    var every: Int {
        switch self {
        case .passwordAll: 10
        case .password, .codeAsk: 30
        case .secondFactor: 60
        case .codePause: Int(ChallengeRule.resendAfter.components.seconds)
        case .codeCount: 720
        case .codeCountAll: 180
        case .codeAnswer: 300
        case .codeAnswerAll: 120
        }
    }

    /// How many attempts are free after a rest.
    var burst: Int {
        switch self {
        case .password, .secondFactor, .codeAsk, .codeAnswer: 10
        case .passwordAll: 100
        case .codePause: 1
        case .codeCount: 5
        case .codeCountAll: 20
        case .codeAnswerAll: 60
        }
    }
}
