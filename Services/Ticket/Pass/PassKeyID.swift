package import Tokens

/// The four bytes by which a pass names the key that signed it: the first of the key's RFC 7638 thumbprint.
package enum PassKeyID {
    /// The id of a key.
    package static func of(_ key: Ed25519PublicKey) -> UInt32 {
        // Six base64url digits hold the first 36 bits.
        var bits: UInt64 = 0
        for digit in key.thumbprint.prefix(6) { bits = bits << 6 | value(digit) }
        return UInt32(truncatingIfNeeded: bits >> 4)
    }

    private static func value(_ digit: UInt8) -> UInt64 {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(digit - 0x41)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(digit - 0x61) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - 0x30) + 52
        default: digit == UInt8(ascii: "-") ? 62 : 63
        }
    }
}
