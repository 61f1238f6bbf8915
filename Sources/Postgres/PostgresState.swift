/// Whether a pool can carry statements.
package enum PostgresState: Sendable, Equatable {
    /// It has not connected yet; callers wait.
    case connecting
    /// At least one connection stands.
    case connected
    /// No connection stands, and callers fail at once; why.
    case disconnected(PostgresError)
    /// The pool was closed for good.
    case closed
}
