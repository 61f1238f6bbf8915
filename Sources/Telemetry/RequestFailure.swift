/// How a request went wrong beyond its status: the label `error_type`.
package enum RequestFailure: Int, Sendable, CaseIterable {
    /// It did not: a status of 500 and above names itself, others leave the label out.
    case none
    /// The client went away.
    case clientGone
    /// Something took too long.
    case timeout
    /// The upstream refused the connection or broke it.
    case upstream
    /// The request was not valid HTTP.
    case malformed

    var label: String? {
        switch self {
        case .none: nil
        case .clientGone: "client_gone"
        case .timeout: "timeout"
        case .upstream: "upstream"
        case .malformed: "malformed"
        }
    }
}
