package import Bytes
internal import CZlib

/// Writes one gzip member (RFC 1952) at a buffer's end, from prepared pieces and bytes that stay as they are.
///
/// What the caller appends to the buffer between the calls goes out stored (RFC 1951 section 3.2.4): the
/// assembler leaves a stored block open and writes its length when the next piece, or the end, comes. So
/// nothing is copied twice, and nothing allocated besides what the buffer needs. All calls take the same
/// buffer, and nothing may be consumed from it in between.
package struct GzipAssembler: ~Copyable {
    /// The bytes that a member has besides its pieces' `deflatedCount` and the stored bytes.
    ///
    /// Where more than 65,535 stored bytes follow each other, each further 65,535 begun take 5 more.
    package static let overhead = 25

    /// The most that a stored block holds: its length is a word of 16 bits.
    static let longestBlock = 0xFFFF
    /// A stored block's header where a byte begins: three bits of type, the length, its complement.
    static let blockHeader = 5
    /// Magic, deflate, no flags, no time, best compression, Unix; then an open block, empty so far.
    private static let beginning: [UInt8] = [
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3,
        0, 0, 0, 0xFF, 0xFF,
    ]

    /// Where the open block's bytes begin, counted from the first unread byte; its length lies before it.
    private var open: Int
    private var checksum: UInt = 0
    private var plainCount: UInt32 = 0

    /// Begins a member: its header, with neither time nor name.
    package init(to out: inout ByteBuffer) {
        out.append(Self.beginning)
        open = out.count
    }

    /// Appends a prepared piece.
    package mutating func append(_ piece: borrowing PreparedDeflate, to out: inout ByteBuffer) {
        closeBlock(&out)
        out.append(piece.deflated)
        open = out.count
        checksum = crc32_combine_op(checksum, piece.checksum, piece.shift)
        plainCount &+= UInt32(truncatingIfNeeded: piece.plainCount)
    }

    /// Ends the member: an empty last block, the CRC-32, and the plain length modulo 2³².
    package consuming func finish(_ out: inout ByteBuffer) {
        closeBlock(&out)
        // The last block, of type 1, has nothing but its end: ten bits.
        out.append(3)
        out.append(0)
        Self.append(UInt32(truncatingIfNeeded: checksum), to: &out)
        Self.append(plainCount, to: &out)
    }

    /// Gives the open block its length; an empty one has it.
    private mutating func closeBlock(_ out: inout ByteBuffer) {
        precondition(out.count >= open, "bytes were consumed from the buffer of an unfinished member")
        let count = out.count - open
        guard count > 0 else { return }
        let open = open
        checksum = out.withOverwritable {
            CRC.update(checksum, UnsafeRawBufferPointer(rebasing: $0[open...]))
        }
        plainCount &+= UInt32(truncatingIfNeeded: count)
        if count > Self.longestBlock { split(count, &out) }
        out.withOverwritable { Self.writeLength(min(count, Self.longestBlock), before: open, $0) }
    }

    /// Makes room for the headers of further blocks after each 65,535 bytes, from the last one on.
    private func split(_ count: Int, _ out: inout ByteBuffer) {
        let further = (count - 1) / Self.longestBlock
        _ = out.withFree(minimum: further * Self.blockHeader) { _ in further * Self.blockHeader }
        out.withOverwritable { bytes in
            for index in (1...further).reversed() {
                let done = index * Self.longestBlock
                let length = min(Self.longestBlock, count - done)
                let target = open + done + index * Self.blockHeader
                // The places overlap where the block is longer than the way; copyMemory allows that.
                UnsafeMutableRawBufferPointer(rebasing: bytes[target..<(target + length)])
                    .copyMemory(
                        from: UnsafeRawBufferPointer(rebasing: bytes[(open + done)...].prefix(length)))
                bytes[target - Self.blockHeader] = 0
                Self.writeLength(length, before: target, bytes)
            }
        }
    }

    /// Writes a length of 0 to 65,535 and its complement into the four bytes before a place.
    private static func writeLength(_ length: Int, before place: Int, _ bytes: UnsafeMutableRawBufferPointer)
    {
        let low = UInt8(truncatingIfNeeded: length)
        let high = UInt8(truncatingIfNeeded: length >> 8)
        bytes[place - 4] = low
        bytes[place - 3] = high
        bytes[place - 2] = ~low
        bytes[place - 1] = ~high
    }

    private static func append(_ word: UInt32, to out: inout ByteBuffer) {
        for shift: UInt32 in [0, 8, 16, 24] { out.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
}
