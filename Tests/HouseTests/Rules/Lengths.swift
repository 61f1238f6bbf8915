/// How long files, functions and lines may be.
enum Lengths {
    static let file = 500
    static let fileMedian = 120
    static let function = 70
    static let line = 110

    static func checkFile(_ text: SwiftText) -> [Finding] {
        text.lines.count > file ? [text.finding(0, "\(text.lines.count) lines: a file ends at \(file)")] : []
    }

    static func checkLines(path: String, _ lines: [String]) -> [Finding] {
        lines.enumerated().filter { $1.count > line }.map {
            Finding(path: path, line: $0 + 1, text: "\($1.count) characters: a line ends at \(line)")
        }
    }

    static func checkFunctions(_ text: SwiftText) -> [Finding] {
        FunctionScanner.functions(in: text.codeBytes).filter { $0.lines > function }.map {
            text.finding($0.firstLine, "\($0.name) has \($0.lines) lines: a function ends at \(function)")
        }
    }

    static func median(_ texts: [SwiftText]) -> Int {
        let counts = texts.map(\.lines.count).sorted()
        return counts.isEmpty ? 0 : counts[counts.count / 2]
    }
}
