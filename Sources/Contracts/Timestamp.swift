/// A moment: milliseconds since 1970 here, RFC 3339 in UTC on the wire, such as `2026-11-30T06:30:00.000Z`.
package struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// Milliseconds since 1970, UTC.
    package var milliseconds: Int64

    /// A moment.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment that an RFC 3339 text names, in any zone, or nil.
    package init?(_ text: String) {
        guard let read = TimestampText.read(text) else { return nil }
        milliseconds = read
    }

    /// Reads the text.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let moment = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no time of RFC 3339")
        }
        self = moment
    }

    /// Writes the text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The text, in UTC, to the millisecond; times outside the years 0001 to 9999 become the nearest inside.
    package var text: String { TimestampText.write(milliseconds) }

    /// Orders moments.
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
