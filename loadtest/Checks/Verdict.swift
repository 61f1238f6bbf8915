/// One thing that must hold, and whether it did.
struct Verdict {
    /// What must hold.
    let name: String
    /// The bound, in words.
    let bound: String
    /// What was seen, in words with units.
    let seen: String
    /// Whether it held; nil where it is only told, or could not be checked.
    let holds: Bool?

    /// The line of the table.
    var line: String {
        let word = holds.map { $0 ? "ok" : "FAILED" } ?? "-"
        return Self.pad(name, 46) + Self.pad(bound, 26) + Self.pad(seen, 58) + word
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
