/// What a route asks of a request before its handler is called.
package enum Requirement: Sendable, Hashable {
    /// A valid admission token, as the gateway sends it; else 403 `admission_required`.
    case admission
    /// A logged-in user; else 401 `unauthorized`.
    case user
    /// A user if there is one; a token that is not valid counts as none.
    case optionalUser
    /// A logged-in user with this role; else 401 or 403.
    case role(String)
    /// An Idempotency-Key; else 400 `idempotency_key_missing`.
    case idempotencyKey
    /// Proof that a page of this host sent it, for forms that change something; else 403.
    ///
    /// Writes that are authenticated by a cookie need it anyway.
    case sameOrigin
}
