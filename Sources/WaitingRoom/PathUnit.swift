import Bytes

/// One byte of a path, read from one byte or from an escape.
struct PathUnit {
    /// What is read.
    let byte: UInt8
    /// Where the next unit begins.
    let next: Int

    /// Reads one escape level: `%41` is `A`, `%2541` is `%` and then `41`; nil for a bad escape.
    init?(once path: RawSpan, at index: Int) {
        let byte = path.byte(at: index)
        guard byte == UInt8(ascii: "%") else {
            self.byte = byte
            next = index + 1
            return
        }
        guard let value = Self.digits(path, index + 1) else { return nil }
        self.byte = value
        next = index + 3
    }

    /// Reads all escape levels: `%41`, `%2541` and `%252541` are `A`.
    ///
    /// Nil for a bad escape, and for an escaped percent sign whose digits are themselves escaped
    /// (`%25%34%31`): nobody honest writes that. The lookahead is bounded, so reading a path takes time
    /// linear in its length.
    init?(fully path: RawSpan, at index: Int) {
        guard let first = PathUnit(once: path, at: index) else { return nil }
        var byte = first.byte
        var next = first.next
        let wasEscaped = next > index + 1
        while wasEscaped, byte == UInt8(ascii: "%") {
            if let value = Self.digits(path, next) {
                byte = value
                next += 2
            } else if Self.hidesDigits(path, next) {
                return nil
            } else {
                break
            }
        }
        self.byte = byte
        self.next = next
    }

    /// Whether what follows an escaped percent sign becomes two digits after another round of decoding.
    private static func hidesDigits(_ path: RawSpan, _ index: Int) -> Bool {
        guard index < path.byteCount, let first = PathUnit(once: path, at: index) else { return false }
        guard isDigitOrPercent(first.byte), first.next < path.byteCount else { return false }
        guard let second = PathUnit(once: path, at: first.next) else { return false }
        return isDigitOrPercent(second.byte)
    }

    private static func isDigitOrPercent(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "%") || PathGlob.hexDigit(byte) != nil
    }

    private static func digits(_ path: RawSpan, _ index: Int) -> UInt8? {
        guard index + 1 < path.byteCount else { return nil }
        guard let high = PathGlob.hexDigit(path.byte(at: index)) else { return nil }
        guard let low = PathGlob.hexDigit(path.byte(at: index + 1)) else { return nil }
        return high << 4 | low
    }
}
