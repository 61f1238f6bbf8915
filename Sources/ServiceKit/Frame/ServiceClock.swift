internal import Bytes
internal import HTTP

/// The Date line of a loop's responses, formatted once a second.
struct ServiceClock {
    private var second = -1
    private var line: [UInt8] = []

    /// The Date field with its line end.
    mutating func dateLine(now: Int64) -> [UInt8] {
        let current = Int(now / 1000)
        if current != second {
            second = current
            var buffer = ByteBuffer(capacity: 48)
            HTTPDate.appendLine(current, to: &buffer)
            line = buffer.copyBytes()
        }
        return line
    }
}
