/// Writes texts so that YAML reads them back as they are.
enum YAMLText {
    /// A text, with quotes where it would otherwise mean something else.
    static func quoted(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case "\u{85}": out += "\\N"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || isSeparator(scalar):
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// A list on one line.
    static func list(_ texts: [String]) -> String {
        "[\(texts.joined(separator: ", "))]"
    }

    /// Line and paragraph separators and the byte order mark: all at or below U+FFFF.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{FEFF}"
    }

    /// Only what needs no thought: letters, digits and a few marks, begun by a letter, digit, slash or dot.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        let isWord = { (byte: UInt8) in ScalarText.isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) }
        guard isWord(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: ".") else { return false }
        guard text.utf8.allSatisfy({ isWord($0) || "_-./:*@%".utf8.contains($0) }) else { return false }
        return text.last != ":"
            && !["null", "true", "false", "yes", "no", "on", "off"].contains(text.lowercased())
    }
}
