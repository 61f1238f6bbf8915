/// One command of `sluice`: its name, what follows it, and its flags.
package struct CommandShape: Sendable {
    /// The words, such as `up` or `room set`.
    package let words: [String]
    /// The operands after it in the usage text, such as `ROOM`; each must be given.
    package let operands: [String]
    /// The flags it knows.
    package let flags: [FlagShape]
    /// What it does, in a few words.
    package let summary: String

    /// A command with its words.
    package init(_ name: String, operands: [String] = [], flags: [FlagShape] = [], _ summary: String) {
        words = name.split(separator: " ").map(String.init)
        self.operands = operands
        self.flags = flags
        self.summary = summary
    }

    /// The name as one text.
    package var name: String { words.joined(separator: " ") }

    /// How the command is written, with its flags, for `--help` and after a mistake.
    package var usage: String {
        let head = (["usage: sluice", name] + operands).joined(separator: " ")
        guard !flags.isEmpty else { return "\(head)\n\n\(summary)\n" }
        let width = (flags.map(\.usage.count).max() ?? 0) + 2
        let lines = flags.map { flag in
            "  \(flag.usage)\(String(repeating: " ", count: width - flag.usage.count))\(flag.summary)"
        }
        return "\(head) [flags]\n\n\(summary)\n\n\(lines.joined(separator: "\n"))\n"
    }
}
