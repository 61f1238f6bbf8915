/// Whether a client can send commands, and to which run of the server.
package enum RedisState: Sendable, Equatable {
    /// Commands are let through; the server's run id (40 hexadecimal digits) changes whenever it starts anew.
    case connected(runID: String)
    /// No command is let through; why the last connection or attempt ended, nil before one did.
    case disconnected(RedisError?)
    /// The client was closed for good.
    case closed
}
