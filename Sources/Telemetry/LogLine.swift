import Bytes

/// One log line while it is composed: a JSON object of bounded length.
///
/// A field that does not fit is left out and the line says `"truncated":true`; long text is cut at 512 bytes
/// and ends in an ellipsis. Names are literals of ours: `ts`, `level`, `role`, `event`, `suppressed` and
/// `truncated` are taken.
package struct LogLine: ~Copyable {
    /// How long a line may be with its line end: what a pipe takes in one piece.
    package static let maximumBytes = 4_096
    /// How much of one text is shown.
    package static let maximumText = 512
    /// What the end of the line may need: `,"truncated":true}` and the line end.
    private static let reserve = 32

    private(set) var bytes: ByteBuffer
    private var isTruncated = false

    init(time: Int64, level: LogLevel, role: [UInt8], event: StaticString, suppressed: Int) {
        bytes = ByteBuffer(capacity: 512)
        bytes.append("{\"ts\":\"")
        bytes.append(rfc3339: time)
        bytes.append("\",\"level\":\"")
        bytes.append(level.name)
        bytes.append("\",\"role\":\"")
        bytes.append(logText: role.span.bytes, limit: 64)
        bytes.append("\",\"event\":\"")
        event.withUTF8Buffer { text in _ = bytes.append(logText: text.span.bytes, limit: 256) }
        bytes.append(UInt8(ascii: "\""))
        if suppressed > 0 { field("suppressed", suppressed) }
    }

    /// Adds a whole number.
    package mutating func field(_ name: StaticString, _ value: Int) {
        let start = begin(name)
        bytes.append(decimal: value)
        end(start)
    }

    /// Adds a number; one that JSON cannot write becomes null.
    package mutating func field(_ name: StaticString, _ value: Double) {
        let start = begin(name)
        bytes.append(string: value.isFinite ? value.description : "null")
        end(start)
    }

    /// Adds a truth value.
    package mutating func field(_ name: StaticString, _ value: Bool) {
        let start = begin(name)
        bytes.append(value ? "true" : "false")
        end(start)
    }

    /// Adds text.
    package mutating func field(_ name: StaticString, _ value: String) {
        field(name, bytes: value.utf8Span.span.bytes)
    }

    /// Adds text that is still bytes, perhaps hostile ones.
    package mutating func field(_ name: StaticString, bytes text: RawSpan) {
        let start = begin(name)
        bytes.append(UInt8(ascii: "\""))
        if !bytes.append(logText: text, limit: Self.maximumText) { bytes.append("…") }
        bytes.append(UInt8(ascii: "\""))
        end(start)
    }

    /// Adds the sign that a secret was there, never the secret.
    package mutating func field<Value>(_ name: StaticString, _ value: Redacted<Value>) {
        field(name, value.description)
    }

    /// Adds a duration in seconds, to the microsecond.
    package mutating func field(_ name: StaticString, _ value: Duration) {
        let (seconds, attoseconds) = value.components
        field(name, Double(seconds) + Double(attoseconds / 1_000_000_000_000) / 1e6)
    }

    /// Adds the request's id as `request_id`, and its trace as `trace_id` where one is known.
    package mutating func request(_ id: RawSpan, trace: RawSpan? = nil) {
        field("request_id", bytes: id)
        if let trace { field("trace_id", bytes: trace) }
    }

    /// Closes the object and the line.
    mutating func close() {
        if isTruncated { bytes.append(",\"truncated\":true") }
        bytes.append("}\n")
    }

    private mutating func begin(_ name: StaticString) -> Int {
        let start = bytes.count
        bytes.append(",\"")
        name.withUTF8Buffer { text in _ = bytes.append(logText: text.span.bytes, limit: 64) }
        bytes.append("\":")
        return start
    }

    private mutating func end(_ start: Int) {
        guard bytes.count > Self.maximumBytes - Self.reserve else { return }
        bytes.truncate(to: start)
        isTruncated = true
    }
}
