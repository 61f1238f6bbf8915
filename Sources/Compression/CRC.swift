internal import CZlib

/// CRC-32 as gzip has it, with zlib's own word for its values.
enum CRC {
    /// The CRC-32 of what came before and these bytes; begins with 0.
    @inline(__always)
    static func update(_ checksum: UInt, _ bytes: UnsafeRawBufferPointer) -> UInt {
        // To zlib a null pointer is a question for the first value, not an empty input.
        guard let base = bytes.baseAddress, bytes.count > 0 else { return checksum }
        return crc32_z(checksum, base.assumingMemoryBound(to: UInt8.self), bytes.count)
    }
}
