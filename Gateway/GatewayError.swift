/// Why a gateway cannot start.
package enum GatewayError: Error, Sendable, CustomStringConvertible {
    /// The configuration is sound line by line and still cannot be served.
    case configuration(String)
    /// The keys cannot be read or made.
    case keys(String)
    /// An address cannot be listened on.
    case listen(String)

    /// One sentence for the operator.
    package var description: String {
        switch self {
        case .configuration(let text): "configuration: \(text)"
        case .keys(let text): "keys: \(text)"
        case .listen(let text): "cannot listen on \(text)"
        }
    }
}
