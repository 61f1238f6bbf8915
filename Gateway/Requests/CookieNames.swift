/// The two cookies of a visitor, in the form that a transport allows (API.md, CONVENTIONS.md 1.14).
///
/// Over TLS they carry the `__Host-` prefix and `Secure`; on loopback without TLS (or where the operator
/// accepts it) they are plain.
enum CookieNames {
    case secure
    case plain

    /// The name of the slip's cookie.
    var slip: StaticString {
        switch self {
        case .secure: "__Host-sluice-q"
        case .plain: "sluice-q"
        }
    }

    /// The name of the admission token's cookie.
    var admission: StaticString {
        switch self {
        case .secure: "__Host-sluice-a"
        case .plain: "sluice-a"
        }
    }

    /// What follows every value.
    var attributes: StaticString {
        switch self {
        case .secure: "; Path=/; Secure; HttpOnly; SameSite=Lax"
        case .plain: "; Path=/; HttpOnly; SameSite=Lax"
        }
    }
}
