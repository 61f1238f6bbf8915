/// The base64url alphabet of RFC 4648 section 5, without padding: how slips and tokens travel.
package enum Base64URL {
    /// Appends the encoded form of `bytes`.
    package static func encode(_ bytes: RawSpan, into out: inout ByteBuffer) {
        let count = bytes.byteCount
        _ = out.withFree(minimum: (count * 4 + 2) / 3) { free in
            var (index, written) = (0, 0)
            while index < count {
                let left = count - index
                var group = UInt32(byte(bytes, index)) << 16
                if left > 1 { group |= UInt32(byte(bytes, index + 1)) << 8 }
                if left > 2 { group |= UInt32(byte(bytes, index + 2)) }
                free[written] = digit(group >> 18)
                free[written + 1] = digit(group >> 12)
                if left > 1 { free[written + 2] = digit(group >> 6) }
                if left > 2 { free[written + 3] = digit(group) }
                written += min(left, 3) + 1
                index += 3
            }
            return written
        }
    }

    /// Appends the decoded form of `text`.
    ///
    /// Strict: no padding, no other characters, no stray bits in the last digit, so that a value has one
    /// spelling.
    /// - Returns: Whether all of it was valid; what was appended before a mistake is to be thrown away.
    package static func decode(_ text: RawSpan, into out: inout ByteBuffer) -> Bool {
        let count = text.byteCount
        guard count % 4 != 1 else { return false }
        var bad: UInt32 = 0
        _ = out.withFree(minimum: count / 4 * 3 + 3) { free in
            var (index, written) = (0, 0)
            while index + 4 <= count {
                let first = value(byte(text, index))
                let second = value(byte(text, index + 1))
                let third = value(byte(text, index + 2))
                let fourth = value(byte(text, index + 3))
                bad |= first | second | third | fourth
                let group = first << 18 | second << 12 | third << 6 | fourth
                free[written] = UInt8(truncatingIfNeeded: group >> 16)
                free[written + 1] = UInt8(truncatingIfNeeded: group >> 8)
                free[written + 2] = UInt8(truncatingIfNeeded: group)
                written += 3
                index += 4
            }
            guard index < count else { return written }
            let (first, second) = (value(byte(text, index)), value(byte(text, index + 1)))
            let third = count - index == 3 ? value(byte(text, index + 2)) : 0
            bad |= first | second | third
            let group = first << 18 | second << 12 | third << 6
            // Bits that no whole byte takes must be zero, or a value would have several spellings.
            if count - index == 2 ? group & 0xFFFF != 0 : group & 0xFF != 0 { bad |= invalid }
            free[written] = UInt8(truncatingIfNeeded: group >> 16)
            if count - index == 3 { free[written + 1] = UInt8(truncatingIfNeeded: group >> 8) }
            return written + count - index - 1
        }
        return bad & invalid == 0
    }

    /// The bit that marks what is no digit.
    private static let invalid: UInt32 = 64

    @inline(__always)
    private static func byte(_ span: RawSpan, _ index: Int) -> UInt8 {
        span.unsafeLoad(fromByteOffset: index, as: UInt8.self)  // Sound: every caller stays below byteCount.
    }

    @inline(__always)
    private static func digit(_ bits: UInt32) -> UInt8 {
        digits.utf8Start[Int(bits & 63)]  // Sound: the literal has 64 characters of ASCII.
    }

    @inline(__always)
    private static func value(_ character: UInt8) -> UInt32 {
        guard character < 128 else { return invalid }
        return UInt32(values.utf8Start[Int(character)])  // Sound: the literal has 128 characters of ASCII.
    }

    private static let digits: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    /// The value of each character, 127 for what is no digit; a literal, so that nothing is made at run time.
    private static let values: StaticString = """
        \u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\
        \u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\
        \u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{3e}\u{7f}\u{7f}\
        \u{34}\u{35}\u{36}\u{37}\u{38}\u{39}\u{3a}\u{3b}\u{3c}\u{3d}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\
        \u{7f}\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{9}\u{a}\u{b}\u{c}\u{d}\u{e}\
        \u{f}\u{10}\u{11}\u{12}\u{13}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{7f}\u{7f}\u{7f}\u{7f}\u{3f}\
        \u{7f}\u{1a}\u{1b}\u{1c}\u{1d}\u{1e}\u{1f}\u{20}\u{21}\u{22}\u{23}\u{24}\u{25}\u{26}\u{27}\u{28}\
        \u{29}\u{2a}\u{2b}\u{2c}\u{2d}\u{2e}\u{2f}\u{30}\u{31}\u{32}\u{33}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}
        """
}
