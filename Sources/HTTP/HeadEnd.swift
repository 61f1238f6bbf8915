import Bytes
import Glibc

/// Finds where a head ends, in linear time however the bytes arrive.
///
/// A line feed ends a line only after a carriage return; the empty line ends the head. At most one empty line
/// before the first line is skipped (RFC 9112 section 2.2 asks servers for that much).
enum HeadEnd {
    enum Result: Equatable {
        case needMore(scanned: Int)
        /// The head with its empty line, without an empty line before it.
        case found(Range<Int>)
        case tooLarge
        case bareLineFeed
        case bareCarriageReturn
        case empty
    }

    /// Looks for the end of the head among `bytes`, of which `scanned` were looked at before in vain.
    static func find(_ bytes: RawSpan, scanned: Int, limit: Int) -> Result {
        bytes.withUnsafeBytes { buffer -> Result in
            guard let raw = buffer.baseAddress, buffer.count > 0 else { return .needMore(scanned: 0) }
            let start = raw.assumingMemoryBound(to: UInt8.self)
            let end = min(buffer.count, limit)
            var lead = 0
            if start[0] == 0x0D {
                guard end > 1 else { return .needMore(scanned: 0) }
                guard start[1] == 0x0A else { return .bareCarriageReturn }
                lead = 2
            }
            var position = max(lead, scanned)
            // Sound: `position` stays below `end`, and one byte precedes every position that is looked
            // behind.
            while position < end, let hit = memchr(raw + position, 0x0A, end - position) {
                let index = UnsafeRawPointer(hit) - raw
                guard index > lead, start[index - 1] == 0x0D else { return .bareLineFeed }
                if index - 1 == lead { return .empty }
                if start[index - 2] == 0x0A { return .found(lead..<index + 1) }
                position = index + 1
            }
            return buffer.count >= limit ? .tooLarge : .needMore(scanned: end)
        }
    }
}
