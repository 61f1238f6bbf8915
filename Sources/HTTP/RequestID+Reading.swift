internal import Bytes

extension RequestID {
    /// The id that a text of 36 characters says, as `append` writes it; nil for any other text.
    package init?(_ text: RawSpan) {
        guard text.byteCount == 36 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for index in 0..<36 {
            let byte = text.byte(at: index)
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == 0x2D else { return nil }
                continue
            }
            let digit: UInt64
            switch byte {
            case 0x30...0x39: digit = UInt64(byte - 0x30)
            case 0x61...0x66: digit = UInt64(byte - 0x61 + 10)
            default: return nil
            }
            if digits < 16 { words.0 = words.0 << 4 | digit } else { words.1 = words.1 << 4 | digit }
            digits += 1
        }
        self.init(random: words.0, words.1)
        // Sixteen bytes that are no version 4 are somebody else's numbering.
        guard high == words.0, low == words.1 else { return nil }
    }
}
