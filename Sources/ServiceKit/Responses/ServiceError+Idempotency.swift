internal import Events
internal import HTTP

extension ServiceError: IdempotencyFailure {
    /// A request with the same key is in progress: 409, and the same request may come again in a second.
    package static var idempotencyKeyInProgress: ServiceError {
        ServiceError(.idempotencyKeyInProgress, retryAfter: .seconds(1))
    }

    /// The key was used with another body: 422.
    package static var idempotencyKeyReused: ServiceError { ServiceError(.idempotencyKeyReused) }
}
