package import Bytes

/// A W3C trace context: which trace a request belongs to and which span caused it.
package struct TraceContext: Sendable, Hashable {
    /// The upper half of the trace id.
    package let traceHigh: UInt64
    /// The lower half of the trace id.
    package let traceLow: UInt64
    /// The id of the span that made the request.
    package let parent: UInt64
    /// Whether the trace is recorded.
    package let isSampled: Bool

    /// A context with these ids, none of which may be all zero.
    package init(traceHigh: UInt64, traceLow: UInt64, parent: UInt64, isSampled: Bool) {
        self.traceHigh = traceHigh
        self.traceLow = traceLow
        self.parent = parent
        self.isSampled = isSampled
    }

    /// The context that a traceparent value carries; nil means to start a new trace.
    ///
    /// Version ff and all-zero ids are invalid; of higher versions the first 55 characters count.
    package init?(_ text: RawSpan) {
        guard text.byteCount >= 55, text.byte(at: 2) == 0x2D, text.byte(at: 35) == 0x2D,
            text.byte(at: 52) == 0x2D
        else { return nil }
        guard let version = Self.hex(text, 0..<2), version != 0xFF else { return nil }
        guard text.byteCount == 55 || version > 0 && text.byte(at: 55) == 0x2D else { return nil }
        guard let high = Self.hex(text, 3..<19), let low = Self.hex(text, 19..<35), high | low != 0,
            let parent = Self.hex(text, 36..<52), parent != 0, let flags = Self.hex(text, 53..<55)
        else { return nil }
        self.init(traceHigh: high, traceLow: low, parent: parent, isSampled: flags & 1 != 0)
    }

    /// Appends the traceparent value, 55 characters.
    package func append(to out: inout ByteBuffer) {
        out.append("00-")
        out.append(hex: traceHigh, width: 16)
        out.append(hex: traceLow, width: 16)
        out.append("-")
        out.append(hex: parent, width: 16)
        out.append("-")
        out.append(hex: isSampled ? 1 : 0, width: 2)
    }

    /// A number of lower-case hexadecimal digits; capitals are invalid here.
    private static func hex(_ text: RawSpan, _ range: Range<Int>) -> UInt64? {
        var number: UInt64 = 0
        for index in range {
            switch text.byte(at: index) {
            case let byte where byte >= 0x30 && byte <= 0x39: number = number << 4 | UInt64(byte - 0x30)
            case let byte where byte >= 0x61 && byte <= 0x66: number = number << 4 | UInt64(byte - 0x61 + 10)
            default: return nil
            }
        }
        return number
    }
}
