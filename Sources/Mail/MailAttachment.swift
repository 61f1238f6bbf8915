/// A file that goes with a message.
package struct MailAttachment: Sendable, Hashable {
    /// Its name, in ASCII: letters, digits, dots, hyphens and underscores; others become underscores.
    package let name: String
    /// Its media type, such as `application/pdf`.
    package let type: String
    /// Its content.
    package let bytes: [UInt8]

    /// An attachment of its parts.
    package init(name: String, type: String, bytes: [UInt8]) {
        self.name = String(decoding: name.utf8.prefix(100).map(Self.clean), as: UTF8.self)
        self.type = String(decoding: type.utf8.filter { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }, as: UTF8.self)
        self.bytes = bytes
    }

    private static func clean(_ byte: UInt8) -> UInt8 {
        let isFine =
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            || [0x2D, 0x2E, 0x5F].contains(byte)
        return isFine ? byte : 0x5F
    }
}
