package import HTTP
package import Postgres

/// Why a request cannot be answered as it wished: what the client is told, and what only the log is told.
///
/// Handlers throw it; the frame alone makes it a response, as a problem document (RFC 9457).
package struct ServiceError: Error, Sendable {
    /// What the client is told.
    package var problem: Problem
    /// Fields of the response besides those that the problem causes.
    package var fields: [ResponseField]
    /// What really happened, for the log alone.
    package var cause: String?
    /// The database's error, where this is one; it decides whether a transaction is tried again.
    package var postgresError: PostgresError?

    /// An error with a common code.
    package init(
        _ code: ProblemCode, _ detail: String? = nil, retryAfter: Duration? = nil,
        errors: [Problem.Detail] = [], cause: String? = nil
    ) {
        problem = Problem(code, detail: detail, retryAfter: retryAfter, errors: errors)
        fields = []
        self.cause = cause
    }

    /// An error of a kind that the service names itself.
    package init(
        _ kind: ProblemKind, _ detail: String? = nil, retryAfter: Duration? = nil,
        errors: [Problem.Detail] = [], cause: String? = nil
    ) {
        problem = Problem(kind, detail: detail, retryAfter: retryAfter, errors: errors)
        fields = []
        self.cause = cause
    }

    /// There is nothing here, or nothing that this caller may know of.
    package static let notFound = ServiceError(.notFound)
    /// The caller may not do this.
    package static let forbidden = ServiceError(.forbidden)

    /// A value in the body is not valid; the pointer is a JSON Pointer such as `#/seats/0`.
    package static func invalid(_ pointer: String, _ detail: String) -> ServiceError {
        ServiceError(
            .unprocessable, detail, errors: [Problem.Detail(pointer: pointer, detail: detail)])
    }

    /// The request itself is wrong: its query, its path, its fields.
    package static func badRequest(_ detail: String) -> ServiceError {
        ServiceError(.badRequest, detail)
    }

    /// Something in our own house went wrong; the client is told no more than that.
    package static func failure(_ cause: String) -> ServiceError {
        ServiceError(.internalError, cause: cause)
    }

    /// A store or service that we need does not answer now; try again soon, but not all at once.
    package static func unavailable(_ cause: String) -> ServiceError {
        ServiceError(.unavailable, retryAfter: .milliseconds(Int.random(in: 2000...5000)), cause: cause)
    }

    /// More ask than can be served now; try again soon, but not all at once.
    package static func overloaded(_ cause: String) -> ServiceError {
        ServiceError(.overloaded, retryAfter: .milliseconds(Int.random(in: 1000...3000)), cause: cause)
    }

    /// The HTTP status.
    package var status: Int { problem.status }
}
