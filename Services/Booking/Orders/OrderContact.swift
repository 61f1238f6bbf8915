/// What an order's contact may look like: something that a message could be sent to.
///
/// Only the form is checked here. Whether anybody reads it is not known before something was sent.
enum OrderContact {
    /// A phone number's digits, with the plus where one was typed; nil for what is no number.
    static func phone(_ typed: String) -> String? {
        guard typed.utf8.count <= 64 else { return nil }
        var digits = ""
        var isInternational = false
        for scalar in typed.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            case "\u{9E6}"..."\u{9EF}": digits += String(scalar.value - 0x9E6)
            case "+" where digits.isEmpty && !isInternational: isInternational = true
            case " ", "-", ".", "(", ")": continue
            default: return nil
            }
        }
        // E.164 has at most fifteen digits; with fewer than eight nobody is reached.
        guard (8...15).contains(digits.utf8.count) else { return nil }
        return isInternational ? "+\(digits)" : digits
    }

    /// A mail address: one `@`, a local part of plain characters, and a host of several labels.
    static func mail(_ typed: String) -> String? {
        let text = String(typed.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, (1...64).contains(parts[0].utf8.count),
            isDotted(parts[0], isLocal), isDotted(parts[1], isLabel), parts[1].contains(".")
        else { return nil }
        return text
    }

    private static func isDotted(_ text: Substring, _ isPart: (Substring) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isPart)
    }

    private static func isLocal(_ part: Substring) -> Bool {
        !part.isEmpty
            && part.utf8.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
