/// How a message's body is delimited.
package enum BodyFraming: Sendable, Equatable {
    /// There is no body.
    case none
    /// So many bytes follow the head.
    case length(Int)
    /// Chunks follow the head; see `ChunkedDecoder`.
    case chunked
    /// All bytes until the peer closes; responses only.
    case untilClose
}
