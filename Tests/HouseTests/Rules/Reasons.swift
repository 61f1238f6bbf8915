/// What may be sound, but must say why: on its line or on the line above.
enum Reasons {
    static let needing = [
        "@unchecked Sendable", "try!", "as!", "fatalError", "preconditionFailure", "assertionFailure",
        "nonisolated(unsafe)", "unsafeBitCast", "unsafeDowncast", "unowned(unsafe)",
    ]

    static func check(_ text: SwiftText) -> [Finding] {
        text.code.enumerated().flatMap { index, line in
            needing.filter { line.contains($0) }.compactMap { word in
                hasReason(text, index)
                    ? nil : text.finding(index, "\(word) without a reason beside or above it")
            }
        }
    }

    private static func hasReason(_ text: SwiftText, _ index: Int) -> Bool {
        isReason(text.comments[index]) || (index > 0 && isReason(text.comments[index - 1]))
    }

    /// A comment in plain words; documentation says what something is, not why it is sound.
    private static func isReason(_ comment: String) -> Bool {
        let words = comment.drop { $0 == " " }
        return words.hasPrefix("//") && !words.hasPrefix("///") && words.count > 12
    }
}
