/// Where a readiness probe knocks.
package enum ProbeEndpoint: Sendable, Equatable {
    /// A Unix socket, at most 107 bytes of path.
    case unix(path: String)
    /// An IPv4 or IPv6 address in digits, and a port; names are not resolved.
    case tcp(address: String, port: UInt16)
}
