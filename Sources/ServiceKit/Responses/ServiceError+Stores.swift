package import Postgres
package import Redis

extension ServiceError {
    /// What a failure of Redis is to a client: nobody's fault, and worth another try.
    package init(_ error: RedisError) {
        switch error {
        case .overloaded: self = .overloaded("\(error)")
        case .notConnected, .connectionLost, .timedOut, .unreachable, .resolveFailed, .cancelled:
            self = .unavailable("\(error)")
        case .server(let answer) where answer.isTransient: self = .unavailable("\(error)")
        case .server, .protocolViolation, .authentication: self = .failure("\(error)")
        }
    }
}

extension ServiceError: PostgresFailure {
    /// What a failure of the database is to a client; what a statement's own error means, its caller says.
    ///
    /// Whatever may pass by itself is 503 with Retry-After, also where it is not known whether the work was
    /// done: the client repeats it under the same Idempotency-Key and learns.
    package init(_ error: PostgresError) {
        switch error.kind {
        case .overloaded, .noConnectionFree: self = .overloaded("\(error)")
        case .cancelled: self = .unavailable("\(error)")
        // A text that no text column can hold, such as one with a NUL.
        case _ where error.sqlState == .characterNotInRepertoire:
            self = .badRequest("a text has a character that cannot be kept")
        default:
            let isPassing = error.isOutcomeUnknown || error.retry != .never
            self = isPassing ? .unavailable("\(error)") : .failure("\(error)")
        }
        postgresError = error
    }
}
