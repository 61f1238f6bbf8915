/// Reads the scalars of the configuration: numbers, truth values, durations, sizes and names.
///
/// Pure functions over text, shared by the file, the environment and the flags.
package enum ScalarText {
    /// A whole number in a range, in decimal digits.
    package static func integer(_ text: String, in range: ClosedRange<Int>) throws(ValueMistake) -> Int {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit), let number = Int(text) else {
            throw ValueMistake("'\(clipped(text))' is not a whole number")
        }
        guard range.contains(number) else {
            throw ValueMistake("must be from \(range.lowerBound) to \(range.upperBound), not \(number)")
        }
        return number
    }

    /// A number above 0, perhaps with a fraction.
    package static func positiveNumber(_ text: String, upTo limit: Double) throws(ValueMistake) -> Double {
        let allowed = text.utf8.allSatisfy { isDigit($0) || "+-.eE".utf8.contains($0) }
        guard allowed, let number = Double(text), number.isFinite else {
            throw ValueMistake("'\(clipped(text))' is not a number")
        }
        guard number > 0 else { throw ValueMistake("must be above 0, not \(text)") }
        guard number <= limit else { throw ValueMistake("must be at most \(Int(limit)), not \(text)") }
        return number
    }

    /// `true` or `false`; YAML's older spellings are named, so that nobody wonders.
    package static func boolean(_ text: String) throws(ValueMistake) -> Bool {
        switch text {
        case "true": return true
        case "false": return false
        default: throw ValueMistake("'\(clipped(text))' is neither true nor false")
        }
    }

    /// A duration in a range: a whole number with the unit ms, s, m, h or d.
    ///
    /// Such as `250ms`, `20s`, `5m`, `0s`.
    package static func duration(_ text: String, in range: ClosedRange<Duration>) throws(ValueMistake)
        -> Duration
    {
        let (number, unit) = try split(text, hint: "a duration such as 250ms, 20s, 5m or 1h")
        let milliseconds: Int
        switch unit {
        case "ms": milliseconds = 1
        case "s": milliseconds = 1_000
        case "m": milliseconds = 60_000
        case "h": milliseconds = 3_600_000
        case "d": milliseconds = 86_400_000
        case "":
            throw ValueMistake(
                "'\(clipped(text))' has no unit: write \(text)s, \(text)ms, \(text)m or \(text)h")
        default: throw ValueMistake("'\(clipped(unit))' is not a unit of time: use ms, s, m, h or d")
        }
        let (total, overflow) = number.multipliedReportingOverflow(by: milliseconds)
        // 10,000 years: beyond it, every range is exceeded and arithmetic on Duration stays far from its
        // ends.
        guard !overflow, total < 315_000_000_000_000 else {
            throw ValueMistake("'\(clipped(text))' is too long")
        }
        let duration = Duration.milliseconds(total)
        guard range.contains(duration) else {
            let (low, high) = (self.text(of: range.lowerBound), self.text(of: range.upperBound))
            throw ValueMistake("must be from \(low) to \(high), not \(text)")
        }
        return duration
    }

    /// A size in bytes in a range: a whole number, alone or with the unit B, KiB or MiB.
    package static func byteCount(_ text: String, in range: ClosedRange<Int>) throws(ValueMistake) -> Int {
        let (number, unit) = try split(text, hint: "a size such as 16KiB or 1MiB")
        let factor: Int
        switch unit {
        case "", "B": factor = 1
        case "KiB": factor = 1 << 10
        case "MiB": factor = 1 << 20
        default: throw ValueMistake("'\(clipped(unit))' is not a unit of size: use B, KiB or MiB")
        }
        let (total, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow, range.contains(total) else {
            let (low, high) = (self.text(ofBytes: range.lowerBound), self.text(ofBytes: range.upperBound))
            throw ValueMistake("must be from \(low) to \(high), not \(text)")
        }
        return total
    }

    /// A name of a-z, 0-9 and -, at most 32 characters, with a letter or digit at both ends.
    package static func name(_ text: String) throws(ValueMistake) -> String {
        let letters = text.utf8.allSatisfy {
            isDigit($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard letters, (1...32).contains(text.utf8.count), !text.hasPrefix("-"), !text.hasSuffix("-") else {
            throw ValueMistake(
                "'\(clipped(text))' is not a name: use a-z, 0-9 and - inside, at most 32 characters")
        }
        return text
    }

    /// One of an enumeration's names; the mistake lists all of them.
    package static func choice<Value: RawRepresentable & CaseIterable>(
        _ text: String, of type: Value.Type
    ) throws(ValueMistake) -> Value where Value.RawValue == String {
        if let value = Value(rawValue: text) { return value }
        let names = Value.allCases.map(\.rawValue)
        throw ValueMistake("'\(clipped(text))' is none of \(names.joined(separator: ", "))")
    }

    /// Text without control characters, at most `limit` characters.
    package static func text(_ text: String, limit: Int) throws(ValueMistake) -> String {
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw ValueMistake("must not hold control characters or line ends")
        }
        guard text.count <= limit else {
            throw ValueMistake("must be at most \(limit) characters, not \(text.count)")
        }
        return text
    }

    /// A duration as it is written in the file, in its largest whole unit.
    package static func text(of duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        if attoseconds != 0 { return "\(seconds &* 1000 &+ attoseconds / 1_000_000_000_000_000)ms" }
        if seconds == 0 { return "0s" }
        if seconds % 86_400 == 0 { return "\(seconds / 86_400)d" }
        if seconds % 3_600 == 0 { return "\(seconds / 3_600)h" }
        if seconds % 60 == 0 { return "\(seconds / 60)m" }
        return "\(seconds)s"
    }

    /// A size as it is written in the file, in its largest whole unit.
    package static func text(ofBytes count: Int) -> String {
        if count > 0, count % (1 << 20) == 0 { return "\(count >> 20)MiB" }
        if count > 0, count % (1 << 10) == 0 { return "\(count >> 10)KiB" }
        return "\(count)B"
    }

    /// The beginning of a text for a message, so that a long value does not fill the screen.
    static func clipped(_ text: String) -> String {
        let visible = text.prefix(40).map {
            $0.isNewline || $0.asciiValue.map { $0 < 0x20 } == true ? "?" : $0
        }
        return String(visible) + (text.count > 40 ? "…" : "")
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func split(_ text: String, hint: String) throws(ValueMistake) -> (Int, String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.utf8.count <= 15, let number = Int(digits) else {
            throw ValueMistake("'\(clipped(text))' is not \(hint)")
        }
        return (number, String(text.dropFirst(digits.count)))
    }
}
