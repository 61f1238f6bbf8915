/// One argument of a command that is written out in the source: for rare commands and tests.
package enum RedisArgument: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A text, sent as UTF-8.
    case text(String)
    /// Bytes of any kind.
    case bytes([UInt8])
    /// A number, sent as decimal digits.
    case integer(Int)

    /// A text.
    package init(stringLiteral value: String) {
        self = .text(value)
    }

    /// A number.
    package init(integerLiteral value: Int) {
        self = .integer(value)
    }
}
