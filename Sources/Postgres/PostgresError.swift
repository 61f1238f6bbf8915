/// Why a statement has no answer, or why there is no connection.
package struct PostgresError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened.
    package enum Kind: Sendable, Equatable {
        /// The server answered with an error: `sqlState` says which.
        case server
        /// There is no connection now; nothing was sent.
        case notConnected
        /// The connect failed: nobody listens, or the way is broken.
        case unreachable
        /// The host's name has no address, or there is nobody to resolve it.
        case resolveFailed
        /// The connection ended before the answer came.
        case connectionLost
        /// The server did not answer in time.
        case timedOut
        /// No connection became free in time; nothing was sent.
        case noConnectionFree
        /// Too many callers wait already; nothing was sent.
        case overloaded
        /// The waiting task was cancelled.
        case cancelled
        /// The transaction had failed before, so that its commit was a rollback.
        case rolledBack
        /// A value, or the number of values, cannot be sent; nothing was sent.
        case invalidArgument
        /// A value of the answer is not what was asked of it.
        case unexpectedValue
        /// What came does not answer what was asked.
        case protocolViolation
    }

    /// Who is at the root of it.
    package enum Source: Sendable, Equatable {
        /// This process: its limits, its statements, or a task that was cancelled.
        case client
        /// The way to the server, or the server's silence.
        case network
        /// The server's own answer.
        case server
    }

    /// When the same work may succeed.
    package enum Retry: Sendable, Equatable {
        /// Not before something else is done.
        case never
        /// Now: it only met others.
        case now
        /// A little later, when the server has recovered or others have ended.
        case later
    }

    /// What happened.
    package var kind: Kind
    /// What the server calls it, or would have; nil where it has no name for it.
    package var sqlState: SQLState?
    /// One line in plain words, the server's or ours, without values.
    package var message: String
    /// The server's details.
    ///
    /// They may hold values of a row, so they belong into no log.
    package var detail: String?
    /// The constraint that was violated.
    package var constraint: String?
    /// Which statement of a pipeline failed, counted from 0.
    package var statement: Int?
    /// Whether the work may have been done although there is no answer.
    package var isOutcomeUnknown = false

    /// An error of ours.
    package init(_ kind: Kind, _ message: String = "", isOutcomeUnknown: Bool = false) {
        self.kind = kind
        self.message = message
        self.isOutcomeUnknown = isOutcomeUnknown
    }

    /// An answer of the server.
    package init(
        sqlState: SQLState, message: String, detail: String? = nil, constraint: String? = nil,
        statement: Int? = nil
    ) {
        kind = .server
        self.sqlState = sqlState
        self.message = message
        self.detail = detail
        self.constraint = constraint
        self.statement = statement
    }
}
