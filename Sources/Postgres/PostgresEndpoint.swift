/// Where a Postgres server listens.
package enum PostgresEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// The folder of its Unix socket, and the port in the socket's name.
    case unix(folder: String, port: UInt16 = 5432)
    /// A numeric address or a name, and a port.
    case tcp(host: String, port: UInt16)

    /// The address for logs.
    package var description: String {
        switch self {
        case .unix(let folder, _): "unix:\(folder)"
        case .tcp(let host, let port): "\(host):\(port)"
        }
    }
}
