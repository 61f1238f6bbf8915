import Bytes

extension ByteBuffer {
    /// Appends the low `width` bytes of a number, the highest first.
    mutating func append(bigEndian value: UInt64, width: Int) {
        reserve(width)
        var shift = UInt64(width) * 8
        while shift > 0 {
            shift -= 8
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
