/// What became of a session that was used.
package enum TouchOutcome: Sendable, Equatable {
    /// It lives until this room time.
    case renewed(expiry: Int64)
    /// It is over.
    case gone
}
