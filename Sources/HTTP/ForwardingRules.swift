import Bytes

/// What the proxy knows about the way a request came, decided once by the caller.
package struct ForwardingRules: Sendable {
    /// The address at the other end of the socket; it is appended to X-Forwarded-For.
    package var peer: ClientAddress
    /// Whether the peer is a trusted proxy: only then what it says of forwarding is kept.
    package var isTrusted: Bool
    /// The scheme by which the peer reached us.
    package var scheme: ForwardedScheme
    /// The Host for the upstream; nil passes the client's on.
    package var host: [UInt8]?
    /// The Host for clients of HTTP/1.0 that name none.
    package var fallbackHost: [UInt8]

    /// Rules with the client's own Host.
    package init(
        peer: ClientAddress, isTrusted: Bool = false, scheme: ForwardedScheme = .http, host: [UInt8]? = nil,
        fallbackHost: [UInt8] = []
    ) {
        self.peer = peer
        self.isTrusted = isTrusted
        self.scheme = scheme
        self.host = host
        self.fallbackHost = fallbackHost
    }

    /// The scheme that the visitor used: a trusted proxy's word, or else how the peer reached us.
    package func visitorScheme(of head: RequestHead) -> ForwardedScheme {
        guard isTrusted, let value = head.firstValue(.xForwardedProto) else { return scheme }
        return head.with(value) { bytes in
            if bytes.equalsIgnoringCase("https") { return .https }
            return bytes.equalsIgnoringCase("http") ? .http : scheme
        }
    }
}
