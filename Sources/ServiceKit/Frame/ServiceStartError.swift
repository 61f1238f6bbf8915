/// Why a service cannot start.
package enum ServiceStartError: Error, Sendable, CustomStringConvertible {
    /// An address cannot be listened on.
    case listen(String)
    /// What the configuration or the data folder says cannot be served.
    case configuration(String)
    /// The system gives no threads or descriptors.
    case system(String)

    /// One line for a person.
    package var description: String {
        switch self {
        case .listen(let reason): "cannot listen on \(reason)"
        case .configuration(let reason): reason
        case .system(let reason): "cannot start: \(reason)"
        }
    }
}
