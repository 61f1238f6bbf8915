extension PostgresError {
    /// Who is at the root of it.
    package var source: Source {
        switch kind {
        case .server, .rolledBack, .protocolViolation: .server
        case .notConnected, .unreachable, .resolveFailed, .connectionLost, .timedOut: .network
        case .noConnectionFree, .overloaded, .cancelled, .invalidArgument, .unexpectedValue: .client
        }
    }

    /// When the same work may succeed; only sound where `isOutcomeUnknown` is false.
    package var retry: Retry {
        switch kind {
        case .notConnected, .unreachable, .resolveFailed, .connectionLost, .timedOut, .noConnectionFree,
            .overloaded:
            .later
        case .cancelled, .rolledBack, .invalidArgument, .unexpectedValue, .protocolViolation: .never
        case .server: serverRetry
        }
    }

    private var serverRetry: Retry {
        guard let sqlState else { return .never }
        if sqlState == .serializationFailure || sqlState == .deadlockDetected || isStalePlan { return .now }
        if sqlState == .lockNotAvailable || sqlState == .queryCanceled { return .later }
        // Lost connections, resources that ran out, a server that stops or starts.
        let passing: Set<Substring> = ["08", "53", "57"]
        return passing.contains(sqlState.family) ? .later : .never
    }

    /// Whether a prepared statement does not fit its tables any more, or is gone.
    ///
    /// The connection that knew it is not used again.
    var isStalePlan: Bool {
        sqlState == "26000" || (sqlState == "0A000" && message.hasPrefix("cached plan"))
    }

    /// One line for logs, without any value.
    package var description: String {
        let unknown = isOutcomeUnknown ? ", outcome unknown" : ""
        let place = statement.map { " in statement \($0)" } ?? ""
        switch kind {
        case .server:
            return "postgres answered \(sqlState?.code ?? "?")\(place): \(message)\(unknown)"
        case .notConnected: return "not connected to postgres"
        case .unreachable: return "postgres cannot be reached: \(message)"
        case .resolveFailed: return "the name of the postgres host has no address"
        case .connectionLost: return "the connection to postgres was lost\(unknown)"
        case .timedOut: return "postgres did not answer in time\(unknown)"
        case .noConnectionFree: return "no connection to postgres became free in time"
        case .overloaded: return "too many callers wait for postgres"
        case .cancelled: return "the statement was cancelled\(unknown)"
        case .rolledBack: return "the transaction had failed and was rolled back"
        case .invalidArgument: return "a value cannot be sent to postgres: \(message)"
        case .unexpectedValue: return "an answer of postgres is not what was asked: \(message)"
        case .protocolViolation: return "postgres broke its protocol\(unknown)"
        }
    }
}

extension PostgresError: PostgresFailure {
    /// The error itself.
    package init(_ error: PostgresError) {
        self = error
    }

    /// The error itself.
    package var postgresError: PostgresError? { self }
}
