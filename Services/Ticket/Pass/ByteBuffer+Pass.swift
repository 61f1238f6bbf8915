internal import Bytes

extension ByteBuffer {
    /// Appends the lowest `bytes` bytes of a number, the highest first.
    mutating func append(bigEndian number: UInt64, bytes: Int) {
        for index in (0..<bytes).reversed() {
            append(UInt8(truncatingIfNeeded: number >> UInt64(index * 8)))
        }
    }
}
