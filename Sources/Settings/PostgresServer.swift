/// Where a Postgres server is reached.
package enum PostgresServer: Sendable, Hashable {
    /// By the socket in a folder.
    case folder(String)
    /// By a host, name or address without brackets, and a port.
    case host(String, port: UInt16)
}
