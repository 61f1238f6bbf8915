package import Bytes

/// The id of one request, as sixteen random bytes; it is a UUID of version 4 and doubles as a trace id.
package struct RequestID: Sendable, Hashable {
    /// The first eight bytes, as a big-endian number.
    package let high: UInt64
    /// The last eight bytes, as a big-endian number.
    package let low: UInt64

    /// An id made of random bits; the version and variant bits of RFC 9562 section 5.4 are set.
    package init(random high: UInt64, _ low: UInt64) {
        self.high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        self.low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// Appends 36 characters, such as `f81d4fae-7dec-41d0-a765-00a0c91e6bf6`.
    package func append(to out: inout ByteBuffer) {
        out.append(hex: high >> 32, width: 8)
        out.append("-")
        out.append(hex: high >> 16, width: 4)
        out.append("-")
        out.append(hex: high, width: 4)
        out.append("-")
        out.append(hex: low >> 48, width: 4)
        out.append("-")
        out.append(hex: low, width: 12)
    }

    /// Appends 32 hexadecimal digits, as trace ids are written.
    package func appendHex(to out: inout ByteBuffer) {
        out.append(hex: high, width: 16)
        out.append(hex: low, width: 16)
    }
}
