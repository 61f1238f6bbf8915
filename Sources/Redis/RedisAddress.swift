/// Where a Redis server listens.
package enum RedisAddress: Sendable, Hashable, CustomStringConvertible {
    /// A Unix socket's path, of at most 107 bytes.
    case unix(String)
    /// A numeric address or a name, and a port.
    case tcp(host: String, port: UInt16)

    /// The address for logs.
    package var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): "\(host):\(port)"
        }
    }
}
