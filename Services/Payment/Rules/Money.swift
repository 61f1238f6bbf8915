/// Money as text: paisa, the integer minor unit, to and from `1234.50`.
enum Money {
    /// The most that one payment may be: far above any ticket and far below overflow.
    static let largest: Int64 = 100_000_000_000

    /// The decimal text of an amount in minor units, with two places.
    static func text(_ minor: Int64) -> String {
        let rest = minor.magnitude % 100
        return "\(minor < 0 ? "-" : "")\(minor.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// The minor units that a decimal text spells, or nil.
    ///
    /// Strict, because equality of amounts is what a payment hangs on: digits, and at most two places after
    /// a point; no sign, no exponent, no grouping. Providers write 1150, 1150.5 and 1150.00 for the same.
    static func minor(_ text: some StringProtocol) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = number(parts[0], digits: 1...9) else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        guard let places = number(parts[1], digits: 1...2) else { return nil }
        return whole * 100 + (parts[1].utf8.count == 1 ? places * 10 : places)
    }

    private static func number(_ text: some StringProtocol, digits: ClosedRange<Int>) -> Int64? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(text)
    }
}
