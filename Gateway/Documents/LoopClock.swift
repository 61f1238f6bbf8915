import Bytes
import EventLoop
import HTTP
import Telemetry

/// A loop's idea of the time: Redis-corrected milliseconds, and the Date line, formatted once a second.
///
/// Times of tokens and slips never come from the machine's wall clock once the store was seen (LINE.md 2.8):
/// an offset to the monotonic clock comes with the bulletins, and only before the first of them the wall
/// clock stands in.
final class LoopClock {
    private let reactor: Reactor
    private var offset: Int64
    private var dateSecond = -1
    /// The Date field with its line end.
    private(set) var dateLine: [UInt8] = []

    /// The time as RFC 3339, 24 bytes.
    private(set) var stamp: [UInt8] = []
    private var stampMilliseconds: Int64 = -1

    init(_ reactor: Reactor, wallMilliseconds: Int64) {
        self.reactor = reactor
        offset = wallMilliseconds - LoopInstant.now.nanoseconds / 1_000_000
        refresh()
    }

    /// Takes the offset of a bulletin over.
    func adopt(offset: Int64) {
        self.offset = offset
    }

    /// Milliseconds since 1970 at the start of this turn.
    var milliseconds: Int64 { reactor.now.nanoseconds / 1_000_000 + offset }

    /// Formats what this turn's answers say of the time, unless the turn before did so.
    func refresh() {
        let now = milliseconds
        if now == stampMilliseconds { return }
        stampMilliseconds = now
        var text = ByteBuffer(capacity: 32)
        text.append(rfc3339: now)
        stamp.removeAll(keepingCapacity: true)
        text.withUnsafeReadable { stamp.append(contentsOf: $0) }
        let second = Int(now / 1000)
        if second == dateSecond { return }
        dateSecond = second
        var buffer = ByteBuffer(capacity: 48)
        HTTPDate.appendLine(second, to: &buffer)
        dateLine = buffer.copyBytes()
    }
}
