import Bytes

/// Finds the few members of the gateway's small JSON answers that a visitor needs.
///
/// A search, not a parser: the generator reads its own gateway a hundred thousand times, and a member that is
/// missing is counted as a bad answer.
enum AnswerScan {
    /// The whole number after a quoted name.
    static func number(_ name: StaticString, in text: RawSpan) -> Int? {
        guard let start = value(name, in: text) else { return nil }
        var end = start
        while end < text.byteCount, text.byte(at: end) >= 0x30, text.byte(at: end) <= 0x39 { end += 1 }
        return text.extracting(start..<end).decimal()
    }

    /// Where the text after a quoted name stands, without its quotes; texts with escapes are not looked for.
    static func text(_ name: StaticString, in text: RawSpan) -> Range<Int>? {
        guard let start = value(name, in: text), start < text.byteCount, text.byte(at: start) == 0x22 else {
            return nil
        }
        var end = start + 1
        while end < text.byteCount, text.byte(at: end) != 0x22 { end += 1 }
        return end < text.byteCount ? start + 1..<end : nil
    }

    /// Whether the text after a quoted name is this one.
    static func isText(_ name: StaticString, _ expected: StaticString, in text: RawSpan) -> Bool {
        guard let range = self.text(name, in: text) else { return false }
        return text.extracting(range).equals(expected)
    }

    /// Whether some bytes stand anywhere.
    static func contains(_ needle: StaticString, in text: RawSpan) -> Bool {
        find(needle, in: text, from: 0) != nil
    }

    private static func value(_ name: StaticString, in text: RawSpan) -> Int? {
        var from = 0
        while let found = find(name, in: text, from: from) {
            let end = found + name.utf8CodeUnitCount
            if found > 0, text.byte(at: found - 1) == 0x22, end + 1 < text.byteCount,
                text.byte(at: end) == 0x22,
                text.byte(at: end + 1) == 0x3A
            {
                return end + 2
            }
            from = end
        }
        return nil
    }

    private static func find(_ needle: StaticString, in text: RawSpan, from start: Int) -> Int? {
        let count = needle.utf8CodeUnitCount
        guard count > 0, text.byteCount >= count else { return nil }
        let first = needle.utf8Start[0]
        var position = start
        while position <= text.byteCount - count {
            if text.byte(at: position) == first, text.extracting(position..<(position + count)).equals(needle)
            {
                return position
            }
            position += 1
        }
        return nil
    }
}
