/// One type a file, in a file of its name; its extensions by aspect: `Type.swift`, `Type+Aspect.swift`.
enum TopLevel {
    /// A type or an extension that stands at the outermost level of a file.
    struct Declaration: Equatable {
        let keyword: String
        let name: String
        /// Counted from 0.
        let line: Int
    }

    private static let types: Set<String> = ["struct", "class", "enum", "actor", "protocol"]
    private static let others: Set<String> = ["func", "var", "let", "import", "typealias", "case", "init"]

    static func declarations(_ text: SwiftText) -> [Declaration] {
        var found: [Declaration] = []
        var depth = 0
        for (index, line) in text.code.enumerated() {
            if depth == 0, let (keyword, name) = declaration(line) {
                found.append(Declaration(keyword: keyword, name: name, line: index))
            }
            for byte in line.utf8 {
                if "{([".utf8.contains(byte) { depth += 1 }
                if "})]".utf8.contains(byte) { depth -= 1 }
            }
        }
        return found
    }

    private static func declaration(_ line: String) -> (keyword: String, name: String)? {
        let words = line.split(separator: " ").map(String.init)
        guard
            let index = words.firstIndex(where: {
                types.contains($0) || $0 == "extension" || others.contains($0)
            }),
            !others.contains(words[index]), index + 1 < words.count
        else { return nil }
        let name = words[index + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        return (words[index], String(name))
    }

    static func check(_ text: SwiftText) -> [Finding] {
        if text.name == "main" || text.name == "Package" { return [] }
        let all = declarations(text)
        let own = all.filter { types.contains($0.keyword) }
        let base = text.name.split(separator: "+").first.map(String.init) ?? text.name
        if own.count > 1 {
            return own.dropFirst().map {
                text.finding($0.line, "\($0.name) is a second top-level type: its own file")
            }
        }
        if let type = own.first {
            return type.name == text.name
                ? [] : [text.finding(type.line, "\(type.name) belongs into \(type.name).swift")]
        }
        guard !all.isEmpty else { return [text.finding(0, "neither a type nor an extension of one")] }
        guard text.name.contains("+") else {
            return [text.finding(all[0].line, "extensions live in \(all[0].name)+Aspect.swift")]
        }
        return all.contains { $0.name.split(separator: ".").contains { $0 == base } }
            ? [] : [text.finding(all[0].line, "extends \(all[0].name), not \(base) as the file's name says")]
    }

    /// In tests a suite may bring small types along, but the file is named after one of them.
    static func checkTest(_ text: SwiftText) -> [Finding] {
        if text.name == "main" { return [] }
        let all = declarations(text)
        let base = text.name.split(separator: "+").first.map(String.init) ?? text.name
        return all.contains { $0.name == base } ? [] : [text.finding(0, "declares no \(base)")]
    }
}
