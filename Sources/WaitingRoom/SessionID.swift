package import Bytes

/// The id of a session: 128 bits that follow from the place, so that a repeated claim gives the same one.
///
/// LINE.md 2.7: the first 128 bits of a MAC over `appendMessage`. Nothing is stored to find it again, and the
/// services' unique constraints refuse a second purchase on it.
package struct SessionID: Hashable, Sendable, CustomStringConvertible {
    /// Bytes of the id.
    package static let byteCount = 16
    /// Characters of its text.
    package static let textLength = 32

    private let high: UInt64
    private let low: UInt64

    /// The id in the first 16 bytes of a MAC, or nil when there are fewer.
    package init?(mac: RawSpan) {
        guard mac.byteCount >= Self.byteCount else { return nil }
        high = mac.bigEndian(at: 0, width: 8)
        low = mac.bigEndian(at: 8, width: 8)
    }

    /// The id that exactly 32 lower-case hexadecimal digits spell, or nil.
    package init?(text: RawSpan) {
        guard text.byteCount == Self.textLength else { return nil }
        var words = InlineArray<2, UInt64>(repeating: 0)
        for index in 0..<Self.textLength {
            let digit: UInt8
            switch text.byte(at: index) {
            case let byte where byte >= 0x30 && byte <= 0x39: digit = byte - 0x30
            case let byte where byte >= 0x61 && byte <= 0x66: digit = byte - 0x57
            default: return nil
            }
            words[index >> 4] = words[index >> 4] << 4 | UInt64(digit)
        }
        high = words[0]
        low = words[1]
    }

    /// Appends the 32 hexadecimal digits.
    package func appendText(to out: inout ByteBuffer) {
        out.append(hex: high, width: 16)
        out.append(hex: low, width: 16)
    }

    /// Appends the 16 bytes.
    package func appendBytes(to out: inout ByteBuffer) {
        out.append(bigEndian: high, width: 8)
        out.append(bigEndian: low, width: 8)
    }

    /// The 32 hexadecimal digits as text; not for the poll path.
    package var description: String {
        var out = ByteBuffer(capacity: Self.textLength)
        appendText(to: &out)
        return out.withReadable { $0.copyString() }
    }
}
