internal import Bytes
internal import Tokens

/// A code of six digits that is sent to a contact, and what is stored of it.
package enum OneTimeCode {
    /// How many digits it has.
    package static let digits = 6

    /// A fresh code; every one is equally likely.
    package static func make(random: inout some RandomNumberGenerator) -> String {
        padded(UInt32.random(in: 0..<1_000_000, using: &random))
    }

    /// What is stored: the HMAC of the code and of the challenge that it answers.
    ///
    /// Whoever reads the table alone cannot try all million codes against it, and a code says nothing under
    /// another challenge.
    static func mark(_ code: String, challenge: [UInt8], key: borrowing MACKey) -> [UInt8] {
        var message = ByteBuffer(capacity: 64)
        message.append(challenge)
        message.append(string: code)
        let tag = message.withReadable { key.fullTag(of: $0) }
        return tag.span.bytes.copyBytes()
    }

    /// Six digits, with zeros before a small number.
    static func padded(_ number: UInt32) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// The code as somebody typed it: spaces and Bangla digits allowed; nil unless it has six digits.
    static func normal(_ typed: String) -> String? {
        guard typed.utf8.count <= 64 else { return nil }
        var code = ""
        for scalar in typed.unicodeScalars where scalar != " " {
            switch scalar {
            case "0"..."9": code.unicodeScalars.append(scalar)
            case "\u{9E6}"..."\u{9EF}": code += String(scalar.value - 0x9E6)
            default: return nil
            }
        }
        return code.utf8.count == digits ? code : nil
    }
}
