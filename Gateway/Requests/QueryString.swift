import Bytes

/// The little of query strings that the gateway reads.
enum QueryString {
    /// Where the value of a parameter stands, or nil; the first one counts.
    static func value(of name: StaticString, in query: RawSpan) -> Range<Int>? {
        let count = name.utf8CodeUnitCount
        var start = 0
        while start < query.byteCount {
            var end = start
            while end < query.byteCount, query.byte(at: end) != UInt8(ascii: "&") { end += 1 }
            if end - start > count, query.byte(at: start + count) == UInt8(ascii: "="),
                query.extracting(start..<start + count).equals(name)
            {
                return start + count + 1..<end
            }
            start = end + 1
        }
        return nil
    }

    /// A value with its percent signs decoded.
    ///
    /// It is nil when it is longer than the limit, malformed or no UTF-8.
    static func decode(_ value: RawSpan, limit: Int) -> String? {
        guard value.byteCount <= limit else { return nil }
        var bytes: [UInt8] = []
        var index = 0
        while index < value.byteCount {
            let byte = value.byte(at: index)
            if byte == UInt8(ascii: "%") {
                guard index + 2 < value.byteCount, let high = digit(value.byte(at: index + 1)),
                    let low = digit(value.byte(at: index + 2))
                else { return nil }
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Appends a text as a value: all but letters, digits and a few signs as percent signs and two digits.
    static func encode(_ text: String, into out: inout ByteBuffer) {
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: out.append(byte)
            default:
                out.append(UInt8(ascii: "%"))
                out.append(hexDigit(byte >> 4))
                out.append(hexDigit(byte & 15))
            }
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x41 + 10
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }
}
