/// A Swift file taken apart: its lines, the same lines with only code, and with only comments.
///
/// Strings keep their quotes and lose their content, so that a rule about code never sees a word in a text.
struct SwiftText: Sendable {
    let path: String
    let lines: [String]
    let code: [String]
    let comments: [String]

    init(path: String, _ bytes: [UInt8]) {
        var splitter = SwiftSplitter(bytes)
        splitter.run()
        self.path = path
        lines = Self.lines(bytes)
        code = Self.lines(splitter.code)
        comments = Self.lines(splitter.comments)
    }

    init(path: String, _ text: String) {
        self.init(path: path, Array(text.utf8))
    }

    /// `Type+Aspect` of `Sources/Module/Type+Aspect.swift`.
    var name: String {
        let file = path.split(separator: "/").last ?? ""
        return String(file.dropLast(".swift".count))
    }

    func finding(_ index: Int, _ text: String) -> Finding {
        Finding(path: path, line: index + 1, text: text)
    }

    /// The code in one piece, with its line breaks.
    var codeBytes: [UInt8] { Array(code.joined(separator: "\n").utf8) }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
