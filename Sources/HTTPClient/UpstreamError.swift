/// Why an upstream gave no response.
///
/// `isUnsent` says that the upstream has seen nothing of the request, so that it may be sent again.
package enum UpstreamError: Error, Sendable, Equatable {
    /// No address is known: the name does not resolve (yet).
    case unresolved
    /// No server took a connection.
    case unreachable
    /// A connect took too long.
    case connectTimeout
    /// As many connections as allowed are in use.
    case exhausted
    /// The connection ended before a whole response.
    case closed
    /// The response did not come in time.
    case timeout
    /// The response breaks the protocol.
    case malformed
    /// The client's body breaks its framing, so that the request cannot be finished.
    case malformedRequest
    /// The client is gone, and with it the reason for the request.
    case cancelled

    /// Whether certainly nothing of the request reached the upstream.
    package var isUnsent: Bool {
        switch self {
        case .unresolved, .unreachable, .connectTimeout, .exhausted: true
        case .closed, .timeout, .malformed, .malformedRequest, .cancelled: false
        }
    }
}
