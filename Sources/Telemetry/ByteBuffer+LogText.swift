package import Bytes

extension ByteBuffer {
    /// Appends text as the inside of a JSON string, at most `limit` bytes of it; whether all was taken.
    ///
    /// The text may be hostile: what is not UTF-8 becomes U+FFFD, and control characters (those of ISO 8859
    /// too, which terminals obey) are escaped.
    @discardableResult
    package mutating func append(logText text: RawSpan, limit: Int) -> Bool {
        var index = 0
        while index < text.byteCount {
            let byte = text.byte(at: index)
            let length = byte < 0x80 ? 1 : Self.scalarLength(text, index)
            if index + max(1, length) > limit { return false }
            if length == 0 {
                append("\\ufffd")
                index += 1
            } else if length == 1 {
                append(logCharacter: byte)
                index += 1
            } else if length == 2, byte == 0xC2, text.byte(at: index + 1) < 0xA0 {
                append("\\u00")
                append(hex: UInt64(text.byte(at: index + 1)), width: 2)
                index += 2
            } else {
                for offset in 0..<length { append(text.byte(at: index + offset)) }
                index += length
            }
        }
        return true
    }

    private mutating func append(logCharacter byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        case 0..<0x20, 0x7F:
            append("\\u00")
            append(hex: UInt64(byte), width: 2)
        default: append(byte)
        }
    }

    /// The length of the UTF-8 scalar that begins at `index` with a byte above 0x7F (RFC 3629).
    ///
    /// 0 when it is none.
    private static func scalarLength(_ text: RawSpan, _ index: Int) -> Int {
        let first = text.byte(at: index)
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard index + length <= text.byteCount, second.contains(text.byte(at: index + 1)) else { return 0 }
        for offset in 2..<max(2, length) where text.byte(at: index + offset) & 0xC0 != 0x80 { return 0 }
        return length
    }
}
