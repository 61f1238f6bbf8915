internal import Bytes
internal import Tokens

/// A refresh token: 256 random bits that open one session once, of which the database has only the hash.
package struct RefreshToken: Sendable, Equatable {
    /// What every token begins with, so that scanners for leaked secrets know it.
    private static let prefix = "slr_"
    private static let textBytes = 47

    /// What travels: the prefix and 43 characters of base64url.
    package let text: String

    /// A fresh token.
    package init(random: inout some RandomNumberGenerator) {
        var bytes = ByteBuffer(capacity: 32)
        for _ in 0..<4 {
            withUnsafeBytes(of: random.next()) { bytes.append($0) }
        }
        var out = ByteBuffer(capacity: 64)
        out.append(string: Self.prefix)
        bytes.withReadable { Base64URL.encode($0, into: &out) }
        text = String(decoding: out.copyBytes(), as: UTF8.self)
    }

    /// A token as a client sent it; nil for what cannot be one.
    package init?(text: String) {
        guard text.utf8.count == Self.textBytes, text.hasPrefix(Self.prefix) else { return nil }
        self.text = text
    }

    /// SHA-256 of the text: enough, since nobody can guess 256 bits.
    package var hash: [UInt8] {
        let bytes = Array(text.utf8)
        return SHA256.digest(of: bytes.span.bytes)
    }
}

extension RefreshToken: CustomStringConvertible, CustomReflectable {
    /// A word in place of the text.
    package var description: String { "refresh token" }
    /// A mirror without children, so that `dump` shows nothing either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
