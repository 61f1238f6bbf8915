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
