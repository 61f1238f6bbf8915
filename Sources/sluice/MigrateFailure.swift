import Booking
import Postgres

/// Why `sluice migrate` did not bring everything.
enum MigrateFailure: PostgresFailure, CustomStringConvertible {
    case schema(MigrationError)
    case timetable(TimetableImportError)
    case database(PostgresError)

    init(_ error: PostgresError) {
        self = .database(error)
    }

    var postgresError: PostgresError? {
        switch self {
        case .schema(let error): error.postgresError
        case .timetable(let error): error.postgresError
        case .database(let error): error
        }
    }

    var description: String {
        switch self {
        case .schema(let error): "\(error)"
        case .timetable(let error): "\(error)"
        case .database(let error): "\(error)"
        }
    }
}
