package import Bytes

/// Writes a chunked body (RFC 9112 section 7.1).
package enum ChunkWriter {
    /// The most bytes that framing adds around one chunk: 16 digits and two line ends.
    package static let overhead = 20

    /// Appends a piece of body as one chunk; an empty piece appends nothing, as it would end the body.
    package static func append(_ body: RawSpan, to out: inout ByteBuffer) {
        guard body.byteCount > 0 else { return }
        begin(byteCount: body.byteCount, to: &out)
        out.append(body)
        end(to: &out)
    }

    /// Appends the line before `byteCount` bytes of body, which must be more than none.
    package static func begin(byteCount: Int, to out: inout ByteBuffer) {
        let bits = UInt64.bitWidth - UInt64(byteCount).leadingZeroBitCount
        out.append(hex: UInt64(byteCount), width: max(1, (bits + 3) / 4))
        out.append("\r\n")
    }

    /// Appends the line end after a chunk's data.
    package static func end(to out: inout ByteBuffer) {
        out.append("\r\n")
    }

    /// Appends the last chunk, without trailers.
    package static func finish(to out: inout ByteBuffer) {
        out.append("0\r\n\r\n")
    }
}
