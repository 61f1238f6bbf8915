/// One label of a series: a name of ours and a value from a bounded set, never a user, seat or address.
package struct MetricLabel: Sendable, Hashable {
    /// The name: letters, digits and underscores.
    package let name: String
    /// The value; an empty one is left out.
    package let value: String

    /// A label of its parts.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// The labels as they stand between the braces, escaped, without the empty ones.
    static func text(_ labels: [MetricLabel]) -> String {
        labels.filter { !$0.value.isEmpty }.map { label in
            var text = ""
            for character in label.value.unicodeScalars {
                switch character {
                case "\\": text += "\\\\"
                case "\"": text += "\\\""
                case "\n": text += "\\n"
                default: text.unicodeScalars.append(character)
                }
            }
            return "\(label.name)=\"\(text)\""
        }.joined(separator: ",")
    }
}
