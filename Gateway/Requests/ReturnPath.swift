/// Where a visitor may be sent back to: a path and query on this host, nothing else (no open redirect).
enum ReturnPath {
    /// Whether a text is such a path.
    static func isSafe(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 8192 else { return false }
        // `//host` and `/\host` are other hosts to a browser; it also drops tabs and line ends before it
        // looks.
        if bytes.count > 1, bytes[1] == UInt8(ascii: "/") || bytes[1] == UInt8(ascii: "\\") { return false }
        return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    }
}
