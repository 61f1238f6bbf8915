/// Names and words that say nothing, or that were to go away and stayed.
enum Names {
    static let bannedParts: Set<String> = [
        "Util", "Utils", "Utility", "Utilities", "Manager", "Helper", "Helpers", "Misc", "New", "Impl", "V2",
        "Legacy",
    ]
    /// In two pieces, so that this file may name them.
    static let bannedWords = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]

    /// The words of a name in camel case: `HTTPServerNew2` is HTTP, Server, New2.
    static func parts(_ name: String) -> [String] {
        var parts: [String] = []
        var current = ""
        let letters = Array(name)
        for (index, letter) in letters.enumerated() {
            let nextIsLower = index + 1 < letters.count && letters[index + 1].isLowercase
            if letter.isUppercase, let last = current.last, !last.isUppercase || nextIsLower {
                parts.append(current)
                current = ""
            }
            current.append(letter)
        }
        return parts + [current]
    }

    static func checkPath(_ path: String) -> [Finding] {
        let names = path.split(whereSeparator: { "/+.-_".contains($0) }).flatMap { parts(String($0)) }
        return names.filter(bannedParts.contains).map {
            Finding(path: path, line: 1, text: "\($0) says nothing in a name")
        }
    }

    /// The module of a source: a folder of `Sources` or `Services`, else the outermost one and all below it.
    static func module(of path: String) -> String {
        let parts = path.split(separator: "/").map(String.init)
        switch parts.first {
        case "Sources", "Services": return parts.count > 2 ? parts[1] : ""
        case "loadtest": return "LoadTest"
        case let folder: return folder ?? ""
        }
    }

    /// A type that is called as its module hides everything else in the module.
    static func checkTypes(_ text: SwiftText, module: String) -> [Finding] {
        TopLevel.declarations(text).filter { $0.keyword != "extension" }.flatMap { declaration in
            var findings = parts(declaration.name).filter(bannedParts.contains).map {
                text.finding(declaration.line, "\($0) says nothing in a name")
            }
            if declaration.name == module {
                findings.append(text.finding(declaration.line, "\(module) is named as its module"))
            }
            return findings
        }
    }

    static func checkWords(path: String, _ lines: [String]) -> [Finding] {
        lines.enumerated().flatMap { index, line in
            bannedWords.filter { line.contains($0) && words(of: line).contains($0) }.map {
                Finding(path: path, line: index + 1, text: "\($0): do it, or put it where the plan is")
            }
        }
    }

    private static func words(of line: String) -> Set<String> {
        Set(line.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }
}
