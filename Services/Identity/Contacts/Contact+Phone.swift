extension Contact {
    /// The calling code that a number without one belongs to: Bangladesh.
    private static let homeCode = "880"

    /// A phone number: international with `+` or `00`, or a Bangladeshi mobile number as people write it.
    ///
    /// Spaces, hyphens, dots and parentheses mean nothing; Bangla digits count as digits. E.164: at most 15
    /// digits, the first not 0. A number of our own country must be a mobile one (`+8801` and nine digits),
    /// since no other receives a code.
    package init?(phone typed: String) {
        guard typed.utf8.count <= Self.maximumBytes, let written = Self.digits(of: typed) else { return nil }
        var digits = written.digits
        if written.hasPlus {
            // As it stands.
        } else if digits.hasPrefix("00") {
            digits.removeFirst(2)
        } else if digits.hasPrefix("0") {
            digits = Self.homeCode + digits.dropFirst()
        } else if !(digits.hasPrefix(Self.homeCode) && digits.utf8.count == 13) {
            return nil
        }
        guard (8...15).contains(digits.utf8.count), !digits.hasPrefix("0") else { return nil }
        if digits.hasPrefix(Self.homeCode) {
            let national = digits.utf8.dropFirst(Self.homeCode.utf8.count)
            guard national.count == 10, national.first == UInt8(ascii: "1"),
                let network = national.dropFirst().first, network >= UInt8(ascii: "3")
            else { return nil }
        }
        self.init(kind: .phone, text: "+" + digits)
    }

    /// The digits of a number and whether a plus stood before them; nil where anything else is written.
    private static func digits(of typed: String) -> (digits: String, hasPlus: Bool)? {
        var digits = ""
        var hasPlus = false
        for scalar in typed.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            // Bangla digits lie in order from U+09E6.
            case "\u{9E6}"..."\u{9EF}": digits += String(scalar.value - 0x9E6)
            case "+":
                guard digits.isEmpty, !hasPlus else { return nil }
                hasPlus = true
            case " ", "-", ".", "(", ")": break
            default: return nil
            }
        }
        return digits.isEmpty ? nil : (digits, hasPlus)
    }
}
