extension PostgresValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
    /// A text.
    package init(stringLiteral text: String) {
        self = .text(text)
    }

    /// A 64-bit integer.
    package init(integerLiteral number: Int64) {
        self = .int64(number)
    }

    /// A truth value.
    package init(booleanLiteral truth: Bool) {
        self = .bool(truth)
    }

    /// A floating-point number.
    package init(floatLiteral number: Double) {
        self = .double(number)
    }

    /// NULL.
    package init(nilLiteral: ()) {
        self = .null
    }
}
