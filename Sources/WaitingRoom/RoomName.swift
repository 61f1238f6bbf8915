package import Bytes

/// The name of a room, at most 32 bytes of `a-z 0-9 -`, kept inline.
///
/// A name read from a slip is compared with a known one by five words, without a `String` and without an
/// allocation. The bytes stand from the highest byte of the first word on, so that words sort as text does.
package struct RoomName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The longest name in bytes.
    package static let maximumLength = 32

    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64
    private let length: UInt8

    /// The name that the bytes spell, or nil when they are none, too many or not of the alphabet.
    package init?(_ bytes: RawSpan) {
        guard bytes.byteCount >= 1, bytes.byteCount <= Self.maximumLength else { return nil }
        var words = InlineArray<4, UInt64>(repeating: 0)
        for index in 0..<bytes.byteCount {
            let byte = bytes.byte(at: index)
            guard Self.allows(byte) else { return nil }
            words[index >> 3] |= UInt64(byte) << UInt64(56 - 8 * (index & 7))
        }
        (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
        length = UInt8(truncatingIfNeeded: bytes.byteCount)
    }

    /// The name that the text spells, or nil as for bytes; for configuration and tests.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span.bytes)
    }

    /// How many bytes the name has, 1 to 32.
    package var count: Int { Int(length) }

    /// The byte at `index`, which must be below `count`.
    package func byte(at index: Int) -> UInt8 {
        precondition(index >= 0 && index < count)
        let word = index < 16 ? (index < 8 ? first : second) : (index < 24 ? third : fourth)
        return UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index & 7)))
    }

    /// Appends the bytes of the name.
    package func append(to out: inout ByteBuffer) {
        out.reserve(count)
        for index in 0..<count { out.append(byte(at: index)) }
    }

    /// The name as text; not for the poll path.
    package var description: String {
        String(decoding: (0..<count).map { byte(at: $0) }, as: UTF8.self)
    }

    /// Whether the left name sorts before the right one, byte by byte.
    package static func < (left: RoomName, right: RoomName) -> Bool {
        if left.first != right.first { return left.first < right.first }
        if left.second != right.second { return left.second < right.second }
        if left.third != right.third { return left.third < right.third }
        return left.fourth < right.fourth
    }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, 0x2D: true
        default: false
        }
    }
}
