import Events
import Postgres

/// A service's error as idempotency needs it.
enum KeyFailure: IdempotencyFailure, Equatable {
    case inProgress
    case reused
    case refused
    case database(PostgresError)

    static var idempotencyKeyInProgress: KeyFailure { .inProgress }
    static var idempotencyKeyReused: KeyFailure { .reused }

    init(_ error: PostgresError) {
        self = .database(error)
    }

    var postgresError: PostgresError? {
        if case .database(let error) = self { error } else { nil }
    }
}
