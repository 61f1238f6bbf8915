/// Why a database was not brought to the present schema; nothing of it was changed.
package enum MigrationError: PostgresFailure, Equatable, CustomStringConvertible {
    /// The numbers of an owner's steps are not 1, 2, 3 and so on.
    case misnumbered(owner: String)
    /// A step that ran already reads differently now.
    case edited(owner: String, number: Int)
    /// The database knows a step that this build does not: it is of a later one.
    case unknown(owner: String, number: Int)
    /// A step failed.
    case failed(owner: String, number: Int, PostgresError)
    /// The database did not answer.
    case database(PostgresError)

    /// A database's error outside any step.
    package init(_ error: PostgresError) {
        self = .database(error)
    }

    /// The database's error, where there is one.
    package var postgresError: PostgresError? {
        switch self {
        case .failed(_, _, let error), .database(let error): error
        case .misnumbered, .edited, .unknown: nil
        }
    }

    /// One line for whoever runs the migration.
    package var description: String {
        switch self {
        case .misnumbered(let owner): "the migrations of \(owner) are not numbered 1, 2, 3 and so on"
        case .edited(let owner, let number):
            "migration \(number) of \(owner) ran already and was edited since: add another one instead"
        case .unknown(let owner, let number):
            "the database has migration \(number) of \(owner), of a later build than this one"
        case .failed(let owner, let number, let error): "migration \(number) of \(owner): \(error)"
        case .database(let error): "\(error)"
        }
    }
}
