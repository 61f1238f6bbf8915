/// The four forms of a request target (RFC 9112 section 3.2).
package enum TargetForm: UInt8, Sendable {
    /// A path with an optional query: what clients send to a server.
    case origin
    /// A whole URI: what clients send to a proxy, and what every server must accept.
    case absolute
    /// A host and port, with CONNECT only.
    case authority
    /// `*`, with OPTIONS only.
    case asterisk
}
