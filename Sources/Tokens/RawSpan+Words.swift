internal import Bytes

extension RawSpan {
    /// The eight bytes from `offset` on as a big-endian number; they must be there.
    func bigEndianWord(at offset: Int) -> UInt64 {
        UInt64(bigEndian: word(at: offset))
    }

    /// The four bytes from `offset` on as a big-endian number; they must be there.
    func bigEndianHalfWord(at offset: Int) -> UInt32 {
        precondition(offset >= 0 && offset <= byteCount - 4)
        // Sound: checked on the line above, and an unaligned load of a plain integer.
        return UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The eight bytes from `offset` on in memory order; they must be there.
    func word(at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset <= byteCount - 8)
        // Sound: checked on the line above, and an unaligned load of a plain integer.
        return unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}

extension ByteBuffer {
    /// Appends a number as eight bytes, the highest first.
    mutating func append(bigEndian number: UInt64) {
        let word: InlineArray<1, UInt64> = [number.bigEndian]
        append(word.span.bytes)
    }
}
