/// The base64url alphabet of RFC 4648 section 5, without padding: how slips and tokens travel.
package enum Base64URL {
    /// Appends the encoded form of `bytes`.
    package static func encode(_ bytes: RawSpan, into out: inout ByteBuffer) {
        var index = 0
        while index < bytes.byteCount {
            let left = bytes.byteCount - index
            var group = UInt32(byte(bytes, index)) << 16
            if left > 1 { group |= UInt32(byte(bytes, index + 1)) << 8 }
            if left > 2 { group |= UInt32(byte(bytes, index + 2)) }
            out.append(digit(group >> 18))
            out.append(digit(group >> 12))
            if left > 1 { out.append(digit(group >> 6)) }
            if left > 2 { out.append(digit(group)) }
            index += 3
        }
    }

    /// Appends the decoded form of `text`.
    ///
    /// Strict: no padding, no other characters, no stray bits in the last digit, so that a value has one
    /// spelling.
    /// - Returns: Whether all of it was valid; what was appended before a mistake is to be thrown away.
    package static func decode(_ text: RawSpan, into out: inout ByteBuffer) -> Bool {
        guard text.byteCount % 4 != 1 else { return false }
        var index = 0
        while index < text.byteCount {
            let left = min(4, text.byteCount - index)
            var group: UInt32 = 0
            for offset in 0..<4 {
                var value: UInt32 = 0
                if offset < left {
                    guard let decoded = value6(byte(text, index + offset)) else { return false }
                    value = decoded
                }
                group = group << 6 | value
            }
            if left == 2, group & 0xFFFF != 0 { return false }
            if left == 3, group & 0xFF != 0 { return false }
            out.append(UInt8(truncatingIfNeeded: group >> 16))
            if left > 2 { out.append(UInt8(truncatingIfNeeded: group >> 8)) }
            if left > 3 { out.append(UInt8(truncatingIfNeeded: group)) }
            index += 4
        }
        return true
    }

    private static func byte(_ span: RawSpan, _ index: Int) -> UInt8 {
        span.unsafeLoad(fromByteOffset: index, as: UInt8.self)  // Sound: every caller stays below byteCount.
    }

    private static func digit(_ bits: UInt32) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: bits & 63)
        switch value {
        case 0..<26: return value + 0x41
        case 26..<52: return value - 26 + 0x61
        case 52..<62: return value - 52 + 0x30
        case 62: return 0x2D
        default: return 0x5F
        }
    }

    private static func value6(_ character: UInt8) -> UInt32? {
        switch character {
        case 0x41...0x5A: return UInt32(character - 0x41)
        case 0x61...0x7A: return UInt32(character - 0x61 + 26)
        case 0x30...0x39: return UInt32(character - 0x30 + 52)
        case 0x2D: return 62
        case 0x5F: return 63
        default: return nil
        }
    }
}
