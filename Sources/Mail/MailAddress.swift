/// Whom a message is from or for: `local@domain` in ASCII, with a name for people.
package struct MailAddress: Sendable, Hashable {
    /// The address without angle brackets.
    package let text: String
    /// What people read, in any script.
    package let name: String?

    /// An address; nil for what is none or could break the conversation with a server.
    ///
    /// Narrower than RFC 5321: no quoted local parts, no address literals, nothing but ASCII.
    package init?(_ text: String, name: String? = nil) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= 254,
            Self.isLocal(parts[0]), Self.isDomain(parts[1])
        else { return nil }
        self.text = text
        self.name = name
    }

    /// The domain.
    package var domain: String { String(text.split(separator: "@")[1]) }

    private static func isLocal(_ part: Substring) -> Bool {
        part.utf8.allSatisfy { isWord($0) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains($0) }
            && !part.hasPrefix(".") && !part.hasSuffix(".") && !part.contains("..")
    }

    private static func isDomain(_ part: Substring) -> Bool {
        let labels = part.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { isWord($0) || $0 == 0x2D }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
