internal import Bytes
internal import Tokens

/// A code of six digits that is sent to a contact, and what is stored of it.
package enum OneTimeCode {
    /// How many digits it has.
    package static let digits = 6

    /// The code of a question: whoever lacks the key can only guess it, though the question's id is known.
    ///
    /// Made and not drawn, so that it need not be kept to serve for a second question as well.
    static func make(for root: [UInt8], key: borrowing MACKey) -> String {
        var message = ByteBuffer(capacity: 64)
        message.append("code\u{0}|")
        message.append(root)
        let tag = message.withReadable { key.fullTag(of: $0) }
        // 64 bits over a million: no code is likelier than another by more than one in 10^13.
        return padded(UInt32(tag[0] % 1_000_000))
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
