import Bytes

/// Tells valid UTF-8 from other bytes (Unicode table 3-7).
enum UTF8Scan {
    /// The length of the scalar at `index`, which must be below the count, or 0 where there is none.
    static func scalarLength(_ text: RawSpan, at index: Int) -> Int {
        let first = text.byte(at: index)
        let (length, low, high): (Int, UInt8, UInt8) =
            switch first {
            case 0x00...0x7F: (1, 0, 0)
            case 0xC2...0xDF: (2, 0x80, 0xBF)
            case 0xE0: (3, 0xA0, 0xBF)
            case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80, 0xBF)
            case 0xED: (3, 0x80, 0x9F)
            case 0xF0: (4, 0x90, 0xBF)
            case 0xF1...0xF3: (4, 0x80, 0xBF)
            case 0xF4: (4, 0x80, 0x8F)
            default: (0, 0, 0)
            }
        guard length > 1 else { return length }
        guard index + length <= text.byteCount else { return 0 }
        let second = text.byte(at: index + 1)
        guard second >= low, second <= high else { return 0 }
        for offset in 2..<max(length, 2) where text.byte(at: index + offset) & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// Whether all of it is UTF-8.
    static func isValid(_ text: RawSpan) -> Bool {
        var index = 0
        while index < text.byteCount {
            let length = scalarLength(text, at: index)
            guard length > 0 else { return false }
            index += length
        }
        return true
    }
}
