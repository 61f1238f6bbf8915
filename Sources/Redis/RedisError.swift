/// Why a command has no answer, or why a connection ended.
package enum RedisError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is no connection now; the command was not sent.
    case notConnected
    /// The connection ended before the answer came; the command may have run.
    case connectionLost
    /// The answer did not come in time; the command may have run, or run later.
    case timedOut
    /// Too many commands or bytes wait already; the command was not sent.
    case overloaded
    /// The waiting task was cancelled; the command may have run.
    case cancelled
    /// The server answered with an error.
    case server(RedisServerError)
    /// What came is not RESP2, answers nothing that was asked, or is larger than allowed.
    case protocolViolation
    /// The connect failed, with its `errno`, or 0 when it is not known.
    case unreachable(Int32)
    /// The host's name has no address, or there is nobody to resolve it.
    case resolveFailed
    /// The server refused the user or the password, with its code word.
    case authentication(code: String)

    /// Who is at the root of it.
    package enum Source: Sendable, Equatable {
        /// This process: its limits, or a task that was cancelled.
        case client
        /// The way to the server, or the server's silence.
        case network
        /// The server's own answer.
        case server
    }

    /// Who is at the root of it.
    package var source: Source {
        switch self {
        case .overloaded, .cancelled: .client
        case .notConnected, .connectionLost, .timedOut, .unreachable, .resolveFailed: .network
        case .server, .protocolViolation, .authentication: .server
        }
    }

    /// Whether the same command may succeed a little later.
    package var retryHelps: Bool {
        switch self {
        case .notConnected, .connectionLost, .timedOut, .overloaded, .unreachable, .resolveFailed: true
        case .server(let error): error.isTransient
        case .cancelled, .protocolViolation, .authentication: false
        }
    }

    /// Whether the server may have carried the command out although there is no answer.
    package var mayHaveRun: Bool {
        switch self {
        case .connectionLost, .timedOut, .cancelled, .protocolViolation: true
        case .notConnected, .overloaded, .server, .unreachable, .resolveFailed, .authentication: false
        }
    }

    /// One line for logs, without any argument of a command.
    package var description: String {
        switch self {
        case .notConnected: "not connected to redis"
        case .connectionLost: "the connection to redis was lost"
        case .timedOut: "redis did not answer in time"
        case .overloaded: "too many redis commands wait"
        case .cancelled: "the redis command was cancelled"
        case .server(let error): "redis answered \(error)"
        case .protocolViolation: "redis broke its protocol"
        case .unreachable(let code): "redis cannot be reached (errno \(code))"
        case .resolveFailed: "the name of the redis host has no address"
        case .authentication(let code): "redis refused the user or password (\(code))"
        }
    }
}
