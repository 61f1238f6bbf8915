/// One flag of a command: `--listen ADDR:PORT`, or `--quiet` alone.
package struct FlagShape: Sendable {
    /// The name without its dashes.
    package let name: String
    /// What stands for the value in the usage text; nil for a flag without one.
    package let value: String?
    /// Whether the flag may be given several times.
    package let repeats: Bool
    /// What it does, in a few words.
    package let summary: String

    /// A flag with its words.
    package init(_ name: String, value: String? = nil, repeats: Bool = false, _ summary: String) {
        self.name = name
        self.value = value
        self.repeats = repeats
        self.summary = summary
    }

    /// The form in the usage text.
    var usage: String { value.map { "--\(name) \($0)" } ?? "--\(name)" }
}
