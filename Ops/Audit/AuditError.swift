package import Postgres
package import Redis

/// Why an audit could not look: the database did not answer.
package enum AuditError: Error, CustomStringConvertible {
    /// Postgres did not answer, or refused.
    case postgres(PostgresError)
    /// Redis did not answer, or refused.
    case redis(RedisError)

    /// Which of them, and why.
    package var description: String {
        switch self {
        case .postgres(let error): "Postgres: \(error)"
        case .redis(let error): "Redis: \(error)"
        }
    }
}
