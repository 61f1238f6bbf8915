/// The scheme by which a client reached us, as X-Forwarded-Proto says it.
package enum ForwardedScheme: Sendable, Equatable {
    /// In the clear.
    case http
    /// Over TLS.
    case https

    /// The scheme's name.
    package var name: StaticString {
        switch self {
        case .http: "http"
        case .https: "https"
        }
    }
}
