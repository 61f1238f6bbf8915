import Bytes

/// A position in a path that yields its bytes as one kind of server would read them, without a copy.
struct PathCursor {
    /// How a server reads a path.
    enum Reading {
        /// As it is.
        case plain
        /// Escapes decoded once, nothing else; an escaped slash stays apart from a slash.
        case once
        /// All that any server undoes: escapes of escapes, backslashes, empty segments, `;parameters`, `%3F`.
        case full
    }

    /// Stands for an escaped slash, which a segment may hold; no honest path has this byte.
    static let escapedSlash: UInt8 = 1

    let reading: Reading
    private var index: Int
    private var slashIsDue = false
    private var isEmpty = true

    /// A cursor at a byte of a path that `PathSpelling` did not refuse.
    init(_ reading: Reading, from start: Int = 0) {
        self.reading = reading
        index = start
    }

    /// The next byte, or nil at the end.
    @inline(__always)
    mutating func next(_ path: RawSpan) -> UInt8? {
        if reading == .plain {
            guard index < path.byteCount else { return nil }
            index += 1
            return path.byte(at: index - 1)
        }
        return reading == .once ? nextOnce(path) : nextFull(path)
    }

    private mutating func nextOnce(_ path: RawSpan) -> UInt8? {
        guard index < path.byteCount, let unit = PathUnit(once: path, at: index) else { return nil }
        let isEscape = unit.next > index + 1
        index = unit.next
        return isEscape && unit.byte == UInt8(ascii: "/") ? Self.escapedSlash : unit.byte
    }

    private mutating func nextFull(_ path: RawSpan) -> UInt8? {
        var inParameters = false
        while index < path.byteCount, let unit = PathUnit(fully: path, at: index) {
            switch unit.byte {
            case UInt8(ascii: "/"), UInt8(ascii: "\\"):
                slashIsDue = true
                inParameters = false
            case UInt8(ascii: ";"): inParameters = true
            case UInt8(ascii: "?"), UInt8(ascii: "#"):  // Escaped: a query for who decodes first.
                index = path.byteCount
                continue
            default:
                if inParameters { break }
                isEmpty = false
                if slashIsDue {
                    slashIsDue = false
                    return UInt8(ascii: "/")
                }
                index = unit.next
                return unit.byte
            }
            index = unit.next
        }
        guard isEmpty else { return nil }
        isEmpty = false
        return UInt8(ascii: "/")
    }

    /// Where the path begins for a server that takes `//name/path` for a host and a path, or nil.
    static func afterAuthority(_ path: RawSpan) -> Int? {
        guard path.byteCount > 1, let second = PathUnit(fully: path, at: 1), isSeparator(second.byte) else {
            return nil
        }
        var index = second.next
        var hasName = false
        while index < path.byteCount, let unit = PathUnit(fully: path, at: index) {
            if isSeparator(unit.byte) && hasName { return index }
            if !isSeparator(unit.byte) { hasName = true }
            index = unit.next
        }
        return path.byteCount
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
    }
}
