/// Where webhooks of one endpoint go, read strictly from what an operator gave.
package struct WebhookURL: Sendable, Equatable {
    /// The name or the numeric address, without brackets.
    package let host: String
    /// The port.
    package let port: UInt16
    /// Path and query, beginning with a slash.
    package let target: String
    /// Whether the scheme is https.
    package let isSecure: Bool

    /// The address that a text spells, or nil: http or https, a host, no user, no fragment, no spaces.
    package init?(_ text: String) {
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !text.contains("#"), !text.contains("\\")
        else { return nil }
        let scheme = text.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https", text.dropFirst(scheme.count).hasPrefix("://")
        else { return nil }
        let rest = text.dropFirst(scheme.count + 3)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@"), let (host, port) = Self.parts(authority) else { return nil }
        let path = rest.dropFirst(authority.count)
        self.host = host
        self.port = port ?? (scheme == "https" ? 443 : 80)
        target = path.hasPrefix("/") ? String(path) : "/" + path
        isSecure = scheme == "https"
    }

    /// The value of the Host field.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    private static func parts(_ text: Substring) -> (host: String, port: UInt16?)? {
        var host = text
        var port: UInt16?
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            host = text[text.index(after: text.startIndex)..<end]
            let after = text[text.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { return nil }
            if !after.isEmpty {
                guard let number = UInt16(after.dropFirst()) else { return nil }
                port = number
            }
            guard host.utf8.allSatisfy({ isHex($0) || $0 == 0x3A || $0 == 0x2E }) else { return nil }
        } else {
            if let colon = text.firstIndex(of: ":") {
                guard let number = UInt16(text[text.index(after: colon)...]) else { return nil }
                port = number
                host = text[..<colon]
            }
            guard host.utf8.allSatisfy({ isNameByte($0) }) else { return nil }
        }
        guard !host.isEmpty, host.utf8.count <= 253, port != 0 else { return nil }
        return (String(host), port)
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x2E
            || byte == 0x5F
    }
}
