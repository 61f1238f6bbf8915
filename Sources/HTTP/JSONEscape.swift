import Bytes

/// Escapes string content as JSON (RFC 8259 section 7) and as old JavaScript engines need it.
enum JSONEscape {
    /// Appends the content of a string between its quotes.
    ///
    /// U+2028 and U+2029 are always escaped: they end a line in scripts of before 2019.
    static func append(_ text: RawSpan, safeForScript: Bool, to out: inout ByteBuffer) {
        var index = 0
        var plain = 0
        while index < text.byteCount {
            let byte = text.byte(at: index)
            if byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C,
                !safeForScript || byte != 0x3C && byte != 0x3E && byte != 0x26
            {
                index += 1
                continue
            }
            let length = byte < 0x80 ? 1 : UTF8Scan.scalarLength(text, at: index)
            if length > 1, !isLineSeparator(text, index, length) {
                index += length
                continue
            }
            out.append(text.extracting(plain..<index))
            appendEscape(text, index, length, to: &out)
            index += max(length, 1)
            plain = index
        }
        out.append(text.extracting(plain..<index))
    }

    private static func isLineSeparator(_ text: RawSpan, _ index: Int, _ length: Int) -> Bool {
        length == 3 && text.byte(at: index) == 0xE2 && text.byte(at: index + 1) == 0x80
            && text.byte(at: index + 2) & 0xFE == 0xA8
    }

    private static func appendEscape(_ text: RawSpan, _ index: Int, _ length: Int, to out: inout ByteBuffer) {
        let byte = text.byte(at: index)
        switch byte {
        case 0x22: out.append("\\\"")
        case 0x5C: out.append("\\\\")
        case 0x0A: out.append("\\n")
        case 0x0D: out.append("\\r")
        case 0x09: out.append("\\t")
        case 0x00..<0x80:
            out.append("\\u")
            out.append(hex: UInt64(byte), width: 4)
        default:
            if length == 3 {
                out.append(text.byte(at: index + 2) == 0xA8 ? "\\u2028" : "\\u2029")
            } else {
                out.append("\\ufffd")
            }
        }
    }
}
