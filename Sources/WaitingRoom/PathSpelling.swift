import Bytes

/// What a first look at a request's path found.
enum PathSpelling: Equatable {
    /// The path can be read in one way only: its first `length` bytes, as they are.
    case plain(length: Int)
    /// Servers may read the first `length` bytes in several ways; none climbs out of where it seems to be.
    case several(length: Int)
    /// It is not a path, or hides where it leads.
    case malformed

    /// Looks at a path up to its query; a slash at the end is left out of the length.
    ///
    /// Malformed are: no leading slash, controls, spaces, `#`, a bad escape, dot segments in any spelling,
    /// overlong UTF-8, and escapes of an escape's digits. One pass for a plain path, two for others.
    init(_ path: RawSpan) {
        guard path.byteCount > 0, path.byte(at: 0) == UInt8(ascii: "/") else { self = .malformed; return }
        var isPlain = true
        var mayHideDots = false
        var length = 1
        var previous = UInt8(ascii: "/")
        scan: while length < path.byteCount {
            let byte = path.byte(at: length)
            switch byte {
            case UInt8(ascii: "?"): break scan
            case 0...0x20, 0x7F, UInt8(ascii: "#"): self = .malformed; return
            case UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: ";"), 0x80...: isPlain = false
            case UInt8(ascii: "/"):
                if previous == UInt8(ascii: "/") { isPlain = false }
            case UInt8(ascii: "."):
                if previous == UInt8(ascii: "/") { mayHideDots = true }
            default: break
            }
            previous = byte
            length += 1
        }
        if length > 1, previous == UInt8(ascii: "/") { length -= 1 }
        if mayHideDots || !isPlain, !Self.isHonest(path.extracting(0..<length)) {
            self = .malformed
        } else {
            self = isPlain ? .plain(length: length) : .several(length: length)
        }
    }

    /// Whether every byte decodes, none is a control, and no segment is `.` or `..` however it is spelled.
    private static func isHonest(_ path: RawSpan) -> Bool {
        var index = 0
        var dots = 0  // Dots since the segment began, or 3 once it has another byte.
        var inParameters = false
        var previous: UInt8 = 0
        while index < path.byteCount {
            guard let unit = PathUnit(fully: path, at: index) else { return false }
            index = unit.next
            if unit.byte < 0x20 || unit.byte == 0x7F || isOverlong(previous, unit.byte) { return false }
            previous = unit.byte
            switch unit.byte {
            case UInt8(ascii: "/"), UInt8(ascii: "\\"):
                if dots == 1 || dots == 2 { return false }
                dots = 0
                inParameters = false
            case UInt8(ascii: ";"): inParameters = true
            case UInt8(ascii: "."): if !inParameters { dots = min(3, dots + 1) }
            default: if !inParameters { dots = 3 }
            }
        }
        return dots == 0 || dots == 3
    }

    /// Whether two bytes begin a UTF-8 sequence longer than its character needs, which hides a slash.
    private static func isOverlong(_ first: UInt8, _ second: UInt8) -> Bool {
        switch first {
        case 0xC0, 0xC1: second >= 0x80 && second <= 0xBF
        case 0xE0: second >= 0x80 && second <= 0x9F
        case 0xF0: second >= 0x80 && second <= 0x8F
        default: false
        }
    }
}
