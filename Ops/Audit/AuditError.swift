internal import Postgres
internal import Redis

/// Why an audit could not look: the database did not answer.
enum AuditError: Error, CustomStringConvertible {
    case postgres(PostgresError)
    case redis(RedisError)

    var description: String {
        switch self {
        case .postgres(let error): "Postgres: \(error)"
        case .redis(let error): "Redis: \(error)"
        }
    }
}
