/// Who takes accepted connections.
package protocol ConnectionAcceptor: AnyObject {
    /// Takes a connection and owns its descriptor from now on.
    func accept(_ descriptor: Int32, from peer: SocketAddress)

    /// Frees descriptors, if it can, because no more can be opened; true when it closed anything.
    func closeIdleConnections() -> Bool
}
