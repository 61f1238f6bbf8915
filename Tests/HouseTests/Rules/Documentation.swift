/// Every `public` and `package` declaration is documented, and its first line is one sentence.
enum Documentation {
    /// A declaration as the symbol graph has it.
    struct Symbol {
        let name: String
        let path: String
        /// Counted from 0.
        let line: Int
        /// The lines of its documentation; nil where there is none.
        let documentation: [String]?
    }

    static func check(_ symbol: Symbol) -> [Finding] {
        func finding(_ text: String) -> [Finding] {
            [Finding(path: symbol.path, line: symbol.line + 1, text: "\(symbol.name) \(text)")]
        }
        guard let lines = symbol.documentation, let first = lines.first, !first.allSatisfy(\.isWhitespace)
        else { return finding("is not documented") }
        if first.last != "." { return finding("begins with a line that is not one sentence with a period") }
        if sentences(first) > 1 { return finding("begins with more than one sentence on its line") }
        if lines.count > 1, !lines[1].allSatisfy(\.isWhitespace) {
            return finding("has no blank line after its first sentence")
        }
        return []
    }

    /// How many sentences a line holds: a period, a space and a capital part two.
    static func sentences(_ line: String) -> Int {
        let letters = Array(line)
        return 1
            + letters.indices.dropLast(2).filter { index in
                letters[index] == "." && letters[index + 1] == " " && letters[index + 2].isUppercase
                    && !abbreviation(letters[..<index])
            }.count
    }

    /// `e.g. X`, `i.e. X`, `No. X`: no end of a sentence.
    private static func abbreviation(_ before: ArraySlice<Character>) -> Bool {
        let word = String(before.reversed().prefix { $0 != " " && $0 != "(" }.reversed())
        return ["e.g", "i.e", "No", "cf"].contains(word)
    }
}
