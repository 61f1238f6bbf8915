/// Free seats that lie side by side.
package struct SeatSuggestions: Sendable, Codable, Hashable {
    /// Groups of labels, the best first.
    package var suggestions: [[String]]

    /// A value of its parts.
    package init(suggestions: [[String]]) {
        self.suggestions = suggestions
    }
}
