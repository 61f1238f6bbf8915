package import EventLoop
package import HTTP

/// A request as the parser hands it over, for the length of one call.
package struct ImmediateRequest: ~Copyable {
    /// The parsed head; its content is overwritten by the next request.
    package let head: RequestHead
    /// Who is connected (a proxy, perhaps).
    package let peer: SocketAddress
    /// Whether the connection closes after the response, which then says so.
    package let closes: Bool
    let connection: ServerConnection

    /// Promises an answer for later; return `.deferred` after taking it.
    ///
    /// `tag` is the service's own note.
    package func deferReply(tag: UInt8 = 0) -> DeferredReply {
        DeferredReply(connection, tag: tag)
    }

    /// Takes the connection for events; return `.stream` after taking it and appending the head.
    package func openStream(_ listener: any EventStreamListener) -> EventStream {
        EventStream(connection, listener: listener)
    }
}
