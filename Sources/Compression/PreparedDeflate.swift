internal import Bytes
internal import CZlib

/// A constant, deflated once: whole blocks that end at a byte and refer to nothing outside themselves.
///
/// So they can stand anywhere in a deflate stream (RFC 1951). They end with a flush, which is the header of
/// an empty stored block: its last four bytes are that block's length, 0, and the length's complement.
package struct PreparedDeflate: Sendable {
    /// The longest constant that is taken, 1 MiB.
    package static let longest = 1 << 20
    /// How many bytes a piece must save at least: for fewer, one more CRC-32 is not worth joining.
    package static let leastGain = 2

    /// How many bytes the constant has.
    package let plainCount: Int
    /// The blocks.
    let deflated: [UInt8]
    /// The CRC-32 of the constant.
    let checksum: UInt
    /// zlib's operator that shifts a CRC-32 over as many bytes as the constant has.
    let shift: UInt

    /// How many bytes the blocks take in a member.
    package var deflatedCount: Int { deflated.count }

    /// Deflates a constant, in about a millisecond for 30 kB; nil where it had better go out as it is.
    ///
    /// That is: where it gains less than `leastGain`, is longer than `longest`, or zlib finds no memory.
    package init?(_ plain: RawSpan) {
        guard plain.byteCount > Self.leastGain, plain.byteCount <= Self.longest,
            let deflated = Self.deflate(plain), deflated.count + Self.leastGain <= plain.byteCount
        else { return nil }
        self.deflated = deflated
        plainCount = plain.byteCount
        checksum = plain.withUnsafeBytes { CRC.update(0, $0) }
        shift = crc32_combine_gen(plain.byteCount)
    }

    /// All of `plain` as flushed blocks, or nil when zlib has no memory.
    private static func deflate(_ plain: RawSpan) -> [UInt8]? {
        var stream = z_stream()
        guard czlib_begin_raw_deflate(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        // The bound is for a stream that is finished; a flush takes at most 6 bytes more than that.
        let room = Int(deflateBound(&stream, UInt(plain.byteCount))) + 16
        // zlib takes its input as bytes that it might change, though it does not: so it gets a copy.
        var input = plain.copyBytes()
        var output = [UInt8](repeating: 0, count: room)
        let result = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(truncatingIfNeeded: input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(truncatingIfNeeded: output.count)
                return CZlib.deflate(&stream, Z_FULL_FLUSH)
            }
        }
        // With room left over, the flush is complete.
        guard result == Z_OK, stream.avail_in == 0, stream.avail_out > 0 else { return nil }
        output.removeLast(Int(stream.avail_out))
        return output.suffix(4) == [0, 0, 0xFF, 0xFF] ? output : nil
    }
}
