package import Postgres

/// Why a timetable was not taken; nothing of it was.
package enum TimetableImportError: PostgresFailure, Equatable, CustomStringConvertible {
    /// No folder with a timetable was found.
    case missing
    /// The files hold a mistake.
    case feed(FeedError)
    /// The database failed.
    case database(PostgresError)

    /// The database's failure.
    package init(_ error: PostgresError) {
        self = .database(error)
    }

    /// The database's error, where this is one.
    package var postgresError: PostgresError? {
        if case .database(let error) = self { error } else { nil }
    }

    /// One line for whoever runs the import.
    package var description: String {
        switch self {
        case .missing: "there is no timetable: name its folder's parent with --share"
        case .feed(let error): "\(error)"
        case .database(let error): "the timetable was not taken: \(error)"
        }
    }
}
