/// Why a handler cannot go on with its client.
package enum ExchangeError: Error, Sendable, Equatable {
    /// The client closed the connection, or it failed.
    case clientGone
    /// The client sent or took nothing for too long.
    case clientStalled
    /// The body breaks the rules of its framing.
    case malformedBody
    /// The body is larger than the handler takes.
    case bodyTooLarge
}
