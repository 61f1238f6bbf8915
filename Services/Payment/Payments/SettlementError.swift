internal import Postgres

/// Why it is not known now where a payment stands; all of it may be tried again.
enum SettlementError: Error, Sendable, CustomStringConvertible {
    /// The provider could not be asked.
    case provider(ProviderError)
    /// What it said could not be recorded.
    case database(PostgresError)

    /// One line for logs.
    var description: String {
        switch self {
        case .provider(let error): "\(error)"
        case .database(let error): "\(error)"
        }
    }
}
