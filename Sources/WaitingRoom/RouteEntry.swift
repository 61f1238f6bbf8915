import Bytes

/// A pattern as the table keeps it: plain numbers that point into the table's bytes and masks.
///
/// Behind its literal prefix a path pattern is a machine of at most 61 states, one bit each: bit i says that
/// the first i tokens of the tail are matched. One step a byte, so no path makes it slow.
struct RouteEntry: Sendable {
    /// The room that the pattern belongs to.
    var room = 0
    /// What it takes; a room also takes methods that nobody knows, an exception does not.
    var methods: RouteMethods = .all
    /// The bytes of the host and how they are meant.
    var hostRange = 0..<0
    var hostExactness = 0
    /// The literal bytes that a path begins with; in lower case when case does not count.
    var prefixRange = 0..<0
    var ignoresCase = false
    /// Where the 256 step masks begin, or -1 when there is no tail.
    var masks = -1
    /// Bits before a `*` and a `**`: they stay while bytes are taken.
    var stars: UInt64 = 0
    var doubleStars: UInt64 = 0
    /// Bits before a `/**` that may stand for nothing with more to follow.
    var skips: UInt64 = 0
    /// Bits at which the path may end, and at which the rest does not matter.
    var accepts: UInt64 = 0
    var settles: UInt64 = 0

    /// Whether the pattern is for this method.
    func takes(_ method: RouteMethods) -> Bool { !methods.isDisjoint(with: method) }

    /// Whether the pattern is for this host.
    func fits(host: RawSpan, _ bytes: Span<UInt8>) -> Bool {
        if hostExactness == 0 { return true }
        let offset = host.byteCount - hostRange.count
        guard hostExactness == 2 ? offset == 0 : offset > 0 else { return false }
        for index in 0..<hostRange.count
        where Self.lower(host.byte(at: offset + index)) != bytes[hostRange.lowerBound + index] {
            return false
        }
        return true
    }

    /// Whether the pattern is for the path that the cursor reads.
    func fits(path: RawSpan, _ cursor: PathCursor, _ bytes: Span<UInt8>, _ table: Span<UInt64>) -> Bool {
        var cursor = cursor
        for index in prefixRange {
            guard let byte = cursor.next(path) else { return false }
            guard (ignoresCase ? Self.lower(byte) : byte) == bytes[index] else { return false }
        }
        guard masks >= 0 else { return cursor.next(path) == nil }
        var states = reached(1)
        while let byte = cursor.next(path) {
            if states & settles != 0 { return true }
            let stays = byte == UInt8(ascii: "/") ? doubleStars : stars | doubleStars
            states = reached((states & table[masks + Int(byte)]) << 1 | states & stays)
            if states == 0 { return false }
        }
        return states & accepts != 0
    }

    /// The states and those reached without a byte: a wildcard may be empty, a `/**` nothing at all.
    private func reached(_ states: UInt64) -> UInt64 {
        let past = states | (states & (stars | doubleStars)) << 1
        return past | (past & skips) << 2
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
