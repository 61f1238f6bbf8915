package import Bytes

/// Writes heads into a buffer, piece by piece: a status line, fields, the empty line.
///
/// Values that come from outside are cleaned while they are written, so that none of them can begin a new
/// line.
package enum HeadWriter {
    /// Appends the status line, the prepared Date line and what becomes of the connection.
    ///
    /// The Date line is that of `HTTPDate.appendLine`.
    package static func begin(
        status: Int, dateLine: RawSpan, persistence: Persistence, to out: inout ByteBuffer
    ) {
        StatusLine.append(status, to: &out)
        out.append(dateLine)
        connection(persistence, to: &out)
    }

    /// Appends the Connection field where one is needed.
    package static func connection(_ persistence: Persistence, to out: inout ByteBuffer) {
        switch persistence {
        case .keep: break
        case .keepAnnounced: out.append("Connection: keep-alive\r\n")
        case .close: out.append("Connection: close\r\n")
        }
    }

    /// Appends a field with a constant value.
    package static func field(_ name: StaticString, _ value: StaticString, to out: inout ByteBuffer) {
        out.append(name)
        out.append(": ")
        out.append(value)
        out.append("\r\n")
    }

    /// Appends a field with a number as its value.
    package static func field(_ name: StaticString, decimal value: Int, to out: inout ByteBuffer) {
        out.append(name)
        out.append(": ")
        out.append(decimal: value)
        out.append("\r\n")
    }

    /// Appends a field whose value may come from outside: control bytes in it become spaces.
    package static func field(_ name: StaticString, value: RawSpan, to out: inout ByteBuffer) {
        out.append(name)
        out.append(": ")
        appendClean(value, to: &out)
        out.append("\r\n")
    }

    /// Appends the length of the body that follows.
    package static func contentLength(_ byteCount: Int, to out: inout ByteBuffer) {
        out.append("Content-Length: ")
        out.append(decimal: byteCount)
        out.append("\r\n")
    }

    /// Appends the field that announces a chunked body.
    package static func chunked(to out: inout ByteBuffer) {
        out.append("Transfer-Encoding: chunked\r\n")
    }

    /// Appends the empty line that ends a head.
    package static func end(to out: inout ByteBuffer) {
        out.append("\r\n")
    }

    /// Appends the interim response that asks a waiting client for its body.
    package static func continueResponse(to out: inout ByteBuffer) {
        out.append("HTTP/1.1 100 Continue\r\n\r\n")
    }

    private static func appendClean(_ value: RawSpan, to out: inout ByteBuffer) {
        for index in 0..<value.byteCount {
            let byte = value.byte(at: index)
            out.append(byte < 0x20 && byte != 0x09 || byte == 0x7F ? 0x20 : byte)
        }
    }
}
