internal import Bytes
internal import Tokens

/// Time-based one-time passwords as authenticator apps compute them: RFC 6238 over RFC 4226, SHA-1, 30 s.
package enum TimedCode {
    /// How many seconds one code lasts.
    package static let period: Int64 = 30
    /// How many steps a phone's clock may be off, either way.
    static let tolerance: Int64 = 1
    /// How many bytes a secret has: what RFC 4226 recommends.
    package static let secretBytes = 20

    /// The step of a moment, in milliseconds since 1970.
    package static func step(at now: Int64) -> Int64 {
        now / 1000 / period
    }

    /// The code of a step, with so many digits.
    package static func code(secret: [UInt8], step: Int64, digits: Int = OneTimeCode.digits) -> String {
        var message = ByteBuffer(capacity: 8)
        for shift in stride(from: 56, through: 0, by: -8) {
            message.append(UInt8(truncatingIfNeeded: step >> Int64(shift)))
        }
        let tag = message.withReadable { HMACSHA1.tag(of: $0, key: secret.span.bytes) }
        // RFC 4226 section 5.3: the low four bits of the last byte say where the 31 bits are taken.
        guard tag.count == 20 else { return "" }
        let offset = Int(tag[19] & 15)
        let bits = tag[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product &* 10 }
        let text = String(bits % modulus)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// The step that a code belongs to, among those that may be used now; nil for a wrong or used one.
    ///
    /// A step is used once (RFC 6238 section 5.2), so only those after `lastStep` count. Every step in reach
    /// is compared, in constant time.
    package static func match(_ code: String, secret: [UInt8], now: Int64, lastStep: Int64) -> Int64? {
        let given = Array(code.utf8)
        let current = step(at: now)
        var found: Int64?
        for candidate in (current - tolerance)...(current + tolerance) {
            let right = Array(self.code(secret: secret, step: candidate).utf8)
            let isEqual = right.span.bytes.equalsInConstantTime(given.span.bytes)
            if isEqual, candidate > lastStep, found == nil { found = candidate }
        }
        return found
    }

    /// The address that an app reads from a QR code (the Key URI format of authenticator apps).
    package static func address(secret: [UInt8], issuer: String, account: String) -> String {
        "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(Base32.encode(secret))"
            + "&issuer=\(escaped(issuer))&algorithm=SHA1&digits=6&period=30"
    }

    private static func escaped(_ text: String) -> String {
        var out = ByteBuffer(capacity: 128)
        for byte in text.utf8 {
            let isPlain =
                (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
            if isPlain {
                out.append(byte)
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                out.append(string: hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)")
            }
        }
        return String(decoding: out.copyBytes(), as: UTF8.self)
    }
}
