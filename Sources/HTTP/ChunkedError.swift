/// Why a chunked body was refused; nothing behind it can be understood, so the connection closes.
package enum ChunkedError: Error, Sendable, CaseIterable {
    /// The size isn't 1 to 15 hexadecimal digits and a line end; chunk extensions are refused as well.
    case badSize
    /// The data of a chunk isn't followed by a line end.
    case badChunkEnd
    /// A trailer isn't a field line.
    case badTrailer
    /// The trailers are more bytes than allowed.
    case trailersTooLarge
}
