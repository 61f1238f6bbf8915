/// An answer of Redis, as the test client reads it.
package enum RedisTestValue: Equatable, Sendable {
    /// A status line such as OK.
    case status(String)
    /// An error line.
    case error(String)
    /// An integer.
    case integer(Int64)
    /// A text.
    case text([UInt8])
    /// Nothing.
    case null
    /// Several answers.
    case array([RedisTestValue])

    /// The text of a text, a status or an integer; nil for everything else.
    package var string: String? {
        switch self {
        case .status(let text): text
        case .text(let bytes): String(decoding: bytes, as: UTF8.self)
        case .integer(let value): "\(value)"
        case .error, .null, .array: nil
        }
    }

    /// The elements of an array; empty for everything else.
    package var array: [RedisTestValue] {
        if case .array(let values) = self { values } else { [] }
    }

    /// The value of an integer; nil for everything else.
    package var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }
}
