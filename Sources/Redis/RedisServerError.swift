/// An error that the server answered: its code word and the rest of the line.
package struct RedisServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The first word of the answer, as in `NOSCRIPT`, `WRONGTYPE`, `OOM` or `ERR`.
    package let code: String
    /// The words after the code; bounded to 512 bytes.
    package let message: String

    /// An error from its parts.
    package init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    /// Reads an error line without its `-`.
    init(line: UnsafeRawBufferPointer) {
        let space = line.firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
        code = String(decoding: line[..<space].prefix(64), as: UTF8.self)
        message = String(decoding: line[space...].dropFirst().prefix(512), as: UTF8.self)
    }

    /// The line as the server sent it.
    package var description: String { message.isEmpty ? code : "\(code) \(message)" }

    /// Whether the same command can succeed a little later without anybody changing it.
    ///
    /// The server is loading its data, runs a slow script, is a replica during a failover, or asks for a
    /// retry.
    package var isTransient: Bool {
        switch code {
        case "LOADING", "BUSY", "READONLY", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN", "NOREPLICAS": true
        default: false
        }
    }
}
