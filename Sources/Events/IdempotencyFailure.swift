package import Postgres

/// A service's error that can also say what an idempotency key may come to.
package protocol IdempotencyFailure: PostgresFailure {
    /// A request with the same key is still in progress: 409 `idempotency_key_in_progress`, try again soon.
    static var idempotencyKeyInProgress: Self { get }
    /// The key was used for a request with another body: 422 `idempotency_key_reused`.
    static var idempotencyKeyReused: Self { get }
}
