internal import Bytes

/// A strict reader of the few JSON texts that tokens and key sets are (RFC 8259), without Foundation.
///
/// It walks over bytes that the caller passes to each call. Bounds: 32 members an object, depth 8. Members
/// that stand twice are refused. Strings that are used (member names and values that a caller asks for) are
/// printable ASCII without escapes, so that a name has one spelling; values that are skipped may be any JSON.
struct JSONCursor {
    private struct Refusal: Error {}

    private static let maximumMembers = 32
    private static let maximumDepth = 8

    private var index = 0

    /// Walks over an object; the closure takes each member's value, or answers false to have it skipped.
    mutating func readObject<Failure: Error>(
        in text: RawSpan, refusal: Failure, depth: Int = 0,
        _ take: (inout JSONCursor, _ name: RawSpan) throws(Failure) -> Bool
    ) throws(Failure) {
        guard depth < Self.maximumDepth, accept("{", in: text) else { throw refusal }
        if accept("}", in: text) { return }
        var names: [Range<Int>] = []
        repeat {
            guard names.count < Self.maximumMembers, let range = readPlainString(in: text) else {
                throw refusal
            }
            let name = text.extracting(range)
            guard !names.contains(where: { text.extracting($0).equals(name) }), accept(":", in: text) else {
                throw refusal
            }
            names.append(range)
            if try !take(&self, name), !skipValue(in: text, depth: depth + 1) { throw refusal }
        } while accept(",", in: text)
        guard accept("}", in: text) else { throw refusal }
    }

    /// Whether nothing but white space is left.
    mutating func isAtEnd(of text: RawSpan) -> Bool {
        skipSpace(in: text)
        return index == text.byteCount
    }

    /// Takes one punctuation mark, after white space; whether it was there.
    mutating func accept(_ mark: Unicode.Scalar, in text: RawSpan) -> Bool {
        skipSpace(in: text)
        guard index < text.byteCount, text.byte(at: index) == UInt8(ascii: mark) else { return false }
        index += 1
        return true
    }

    /// The range of a string's content, or nil if it has escapes or anything but printable ASCII.
    mutating func readPlainString(in text: RawSpan) -> Range<Int>? {
        guard accept("\"", in: text) else { return nil }
        let start = index
        while index < text.byteCount {
            let byte = text.byte(at: index)
            if byte == UInt8(ascii: "\"") {
                index += 1
                return start..<(index - 1)
            }
            guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return nil }
            index += 1
        }
        return nil
    }

    /// A whole number of at most 18 digits without sign, fraction, exponent or leading zero.
    mutating func readNumber(in text: RawSpan) -> Int? {
        skipSpace(in: text)
        let start = index
        while index < text.byteCount, isDigit(text) { index += 1 }
        if index < text.byteCount, ".eE".utf8.contains(text.byte(at: index)) { return nil }
        guard index - start == 1 || (index > start && text.byte(at: start) != 0x30) else { return nil }
        return text.extracting(start..<index).decimal()
    }

    /// Walks over any value; whether it was valid.
    mutating func skipValue(in text: RawSpan, depth: Int) -> Bool {
        skipSpace(in: text)
        guard depth < Self.maximumDepth, index < text.byteCount else { return false }
        switch text.byte(at: index) {
        case UInt8(ascii: "{"):
            return skipObject(in: text, depth: depth)
        case UInt8(ascii: "["): return skipArray(in: text, depth: depth)
        case UInt8(ascii: "\""): return skipString(in: text)
        case UInt8(ascii: "t"): return skipWord("true", in: text)
        case UInt8(ascii: "f"): return skipWord("false", in: text)
        case UInt8(ascii: "n"): return skipWord("null", in: text)
        default: return skipNumber(in: text)
        }
    }

    private mutating func skipObject(in text: RawSpan, depth: Int) -> Bool {
        do throws(Refusal) {
            try readObject(in: text, refusal: Refusal(), depth: depth) { _, _ throws(Refusal) in false }
            return true
        } catch {
            return false
        }
    }

    private mutating func skipArray(in text: RawSpan, depth: Int) -> Bool {
        guard accept("[", in: text) else { return false }
        if accept("]", in: text) { return true }
        repeat {
            guard skipValue(in: text, depth: depth + 1) else { return false }
        } while accept(",", in: text)
        return accept("]", in: text)
    }

    private mutating func skipString(in text: RawSpan) -> Bool {
        index += 1
        while index < text.byteCount {
            let byte = text.byte(at: index)
            index += 1
            if byte == UInt8(ascii: "\"") { return true }
            guard byte >= 0x20 else { return false }
            if byte == UInt8(ascii: "\\") {
                guard index < text.byteCount else { return false }
                let escaped = text.byte(at: index)
                index += 1
                guard "\"\\/bfnrtu".utf8.contains(escaped) else { return false }
                if escaped == UInt8(ascii: "u"), !skipHexDigits(in: text) { return false }
            }
        }
        return false
    }

    private mutating func skipHexDigits(in text: RawSpan) -> Bool {
        guard text.byteCount - index >= 4 else { return false }
        for _ in 0..<4 {
            guard "0123456789abcdefABCDEF".utf8.contains(text.byte(at: index)) else { return false }
            index += 1
        }
        return true
    }

    private mutating func skipWord(_ word: StaticString, in text: RawSpan) -> Bool {
        let end = index + word.utf8CodeUnitCount
        guard end <= text.byteCount, text.extracting(index..<end).equals(word) else { return false }
        index = end
        return true
    }

    private mutating func skipNumber(in text: RawSpan) -> Bool {
        if text.byte(at: index) == UInt8(ascii: "-") { index += 1 }
        let start = index
        guard skipDigits(in: text), index - start == 1 || text.byte(at: start) != 0x30 else { return false }
        if index < text.byteCount, text.byte(at: index) == UInt8(ascii: ".") {
            index += 1
            guard skipDigits(in: text) else { return false }
        }
        if index < text.byteCount, text.byte(at: index) | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < text.byteCount, "+-".utf8.contains(text.byte(at: index)) { index += 1 }
            guard skipDigits(in: text) else { return false }
        }
        return true
    }

    private mutating func skipDigits(in text: RawSpan) -> Bool {
        let start = index
        while index < text.byteCount, isDigit(text) { index += 1 }
        return index > start
    }

    private func isDigit(_ text: RawSpan) -> Bool {
        text.byte(at: index) >= 0x30 && text.byte(at: index) <= 0x39
    }

    private mutating func skipSpace(in text: RawSpan) {
        while index < text.byteCount {
            switch text.byte(at: index) {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }
}
