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
    /// An Idempotency-Key if there is one; 400 for one that is malformed.
    case optionalIdempotencyKey
    /// Proof that a page of this host sent it, for forms that change something; else 403.
    ///
    /// Writes that are authenticated by a cookie need it anyway.
    case sameOrigin

    /// What the table of routes calls it.
    var name: String {
        switch self {
        case .admission: "admission"
        case .user: "user"
        case .optionalUser: "optional_user"
        case .role(let role): "role:\(role)"
        case .idempotencyKey: "idempotency_key"
        case .optionalIdempotencyKey: "optional_idempotency_key"
        case .sameOrigin: "same_origin"
        }
    }
}
