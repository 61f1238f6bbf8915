/// Where a server is reached: a host (name or address) and port, or a Unix socket.
package enum ServerAddress: Sendable, Hashable, CustomStringConvertible {
    /// A host and port: `site.internal:9000`, `127.0.0.1:9000`, `[::1]:9000`.
    ///
    /// The host stands without brackets.
    case host(String, port: UInt16)
    /// A socket in the file system: `unix:/run/site.sock`.
    case unix(path: String)

    /// The address that a text names.
    package init(_ text: String) throws(ValueMistake) {
        if text.hasPrefix("unix:") {
            self = .unix(path: try Self.unixPath(text.dropFirst(5)))
            return
        }
        let (host, port) = try Self.hostAndPort(text)
        guard port > 0 else { throw ValueMistake("a server's port must be from 1 to 65535") }
        self = .host(host, port: port)
    }

    /// The address when the host is one and not a name.
    package var ipAddress: IPAddress? {
        guard case .host(let host, _) = self else { return nil }
        return IPAddress(host)
    }

    /// The form of the file.
    package var description: String {
        switch self {
        case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }

    static func unixPath(_ path: Substring) throws(ValueMistake) -> String {
        guard !path.isEmpty else { throw ValueMistake("unix: needs a path after it") }
        // sockaddr_un of Linux holds 108 bytes with the closing zero.
        guard path.utf8.count <= 107 else {
            throw ValueMistake("the socket's path has \(path.utf8.count) bytes; the system allows 107")
        }
        guard !path.utf8.contains(where: { $0 < 0x20 }) else {
            throw ValueMistake("control characters in a path")
        }
        return String(path)
    }

    static func port(_ text: Substring) throws(ValueMistake) -> UInt16 {
        guard !text.isEmpty, text.utf8.allSatisfy(ScalarText.isDigit), let port = UInt16(text) else {
            throw ValueMistake("'\(ScalarText.clipped(String(text)))' is not a port from 0 to 65535")
        }
        return port
    }

    /// Splits `host:port`, the host in brackets when it is an IPv6 address.
    static func hostAndPort(_ text: String) throws(ValueMistake) -> (host: String, port: UInt16) {
        guard let colon = text.lastIndex(of: ":") else {
            throw ValueMistake("'\(ScalarText.clipped(text))' needs a port: address:port")
        }
        var host = text[..<colon]
        let port = try port(text[text.index(after: colon)...])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard host.contains(":"), IPAddress(host) != nil else {
                throw ValueMistake("'\(ScalarText.clipped(text))' has no IPv6 address in its brackets")
            }
        } else {
            guard !host.contains(":") else {
                throw ValueMistake("an IPv6 address stands in brackets: [::1]:8080")
            }
            guard isHostName(host) else {
                throw ValueMistake(
                    "'\(ScalarText.clipped(String(host)))' is neither an address nor a host name")
            }
        }
        return (String(host), port)
    }

    /// Whether a text is a host name of RFC 1123 (underscores too, which container networks use).
    static func isHostName(_ text: some StringProtocol) -> Bool {
        guard (1...253).contains(text.utf8.count) else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { byte in
                    ScalarText.isDigit(byte) || (0x61...0x7A).contains(byte | 0x20)
                        || byte == UInt8(ascii: "-")
                        || byte == UInt8(ascii: "_")
                }
        }
    }
}
