package import Bytes

/// The id of an admitted session: 128 bits, derived and never drawn (LINE.md 2.7).
package struct SessionID: Hashable, Sendable {
    /// How many characters its text has.
    package static let textCount = 22

    /// The first eight bytes, big endian.
    package let high: UInt64
    /// The last eight bytes, big endian.
    package let low: UInt64

    /// An id from its two halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An id from its 22 base64url digits, or nil for any other text.
    package init?(text: RawSpan) {
        guard text.byteCount == Self.textCount else { return nil }
        var bytes = ByteBuffer(capacity: 16)
        guard Base64URL.decode(text, into: &bytes), bytes.count == 16 else { return nil }
        (high, low) = bytes.withReadable { ($0.bigEndianWord(at: 0), $0.bigEndianWord(at: 8)) }
    }

    /// Appends the 22 base64url digits.
    package func append(to out: inout ByteBuffer) {
        let words: InlineArray<2, UInt64> = [high.bigEndian, low.bigEndian]
        Base64URL.encode(words.span.bytes, into: &out)
    }
}

extension SessionID: CustomStringConvertible {
    /// The 22 base64url digits; not for the poll path.
    package var description: String {
        var text = ByteBuffer(capacity: Self.textCount)
        append(to: &text)
        return text.withReadable { $0.copyString() }
    }
}
