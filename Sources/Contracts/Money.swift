/// An amount of money: whole minor units (paisa) here, a decimal string such as `"1234.00"` on the wire.
package struct Money: Sendable, Hashable, Comparable, Codable {
    /// The amount in minor units.
    package var minor: Int64

    /// An amount of minor units.
    package init(minor: Int64) {
        self.minor = minor
    }

    /// The amount that a decimal string with at most two digits after its point spells, or nil.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isNegative = parts[0].hasPrefix("-")
        let whole = isNegative ? parts[0].dropFirst() : parts[0]
        let fraction = parts.count > 1 ? parts[1] : "00"
        let isDigits = { (part: Substring) in !part.isEmpty && part.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }
        guard isDigits(whole), isDigits(fraction), fraction.utf8.count <= 2, whole.utf8.count <= 12,
            let units = Int64(whole), let cents = Int64(fraction.utf8.count == 1 ? "\(fraction)0" : fraction)
        else { return nil }
        minor = (units * 100 + cents) * (isNegative ? -1 : 1)
    }

    /// Reads the decimal string.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let money = Money(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no amount of money")
        }
        self = money
    }

    /// Writes the decimal string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The decimal string, always with two digits after its point.
    package var text: String {
        let units = minor.magnitude / 100
        let cents = minor.magnitude % 100
        return "\(minor < 0 ? "-" : "")\(units).\(cents < 10 ? "0" : "")\(cents)"
    }

    /// The sum of two amounts, within what an amount can be.
    package static func + (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.minor.addingReportingOverflow(right.minor)
        return Money(minor: overflow ? (left.minor < 0 ? .min : .max) : sum)
    }

    /// Orders amounts.
    package static func < (left: Money, right: Money) -> Bool { left.minor < right.minor }
}
