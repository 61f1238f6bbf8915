/// The scheme by which a client reached us, as X-Forwarded-Proto says it.
package enum ForwardedScheme: Sendable, Equatable {
    case http
    case https

    /// The scheme's name.
    package var name: StaticString {
        switch self {
        case .http: "http"
        case .https: "https"
        }
    }
}
