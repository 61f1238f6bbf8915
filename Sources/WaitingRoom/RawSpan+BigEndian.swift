import Bytes

extension RawSpan {
    /// The number in `width` bytes from `offset` on, the highest first; the bytes must be there.
    func bigEndian(at offset: Int, width: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in offset..<offset + width { value = value << 8 | UInt64(byte(at: index)) }
        return value
    }
}
