/// Why a provider could not be asked.
enum ProviderError: Error, Sendable, Equatable, CustomStringConvertible {
    /// It did not answer, or not in its protocol; a retry may help.
    case unavailable(String)
    /// It refused us: wrong credentials or a request that it does not take; no retry helps.
    case refused(String)

    /// One line for logs, without amounts or credentials.
    var description: String {
        switch self {
        case .unavailable(let reason): "the provider does not answer: \(reason)"
        case .refused(let reason): "the provider refuses: \(reason)"
        }
    }
}
