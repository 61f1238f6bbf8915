package import Postgres

/// Why an event could not be handled, and with it whether another try makes sense.
package enum EventFailure: PostgresFailure, Equatable, CustomStringConvertible {
    /// Something that passes stood in the way; the event comes again, later each time.
    case later(String)
    /// It will never work: the event is parked at once, where an operator sees it.
    case poison(String)
    /// The database failed; the event comes again.
    case database(PostgresError)

    /// The database's failure.
    package init(_ error: PostgresError) {
        self = .database(error)
    }

    /// The database's error, where this is one.
    package var postgresError: PostgresError? {
        if case .database(let error) = self { error } else { nil }
    }

    /// Whether the event is parked rather than tried again.
    package var isPoison: Bool {
        if case .poison = self { true } else { false }
    }

    /// What the operator reads; no value of a row is in it.
    package var description: String {
        switch self {
        case .later(let reason), .poison(let reason): reason
        case .database(let error): "\(error)"
        }
    }
}
