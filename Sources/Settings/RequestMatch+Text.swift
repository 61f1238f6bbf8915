extension RequestMatch {
    var text: String { "{\(parts)}" }

    /// The keys and values without the braces around them.
    var parts: String {
        var parts: [String] = []
        if let host { parts.append("host: \(YAMLText.quoted(host))") }
        parts.append("path: \(YAMLText.quoted(path))")
        if !methods.isEmpty { parts.append("methods: \(YAMLText.list(methods))") }
        return parts.joined(separator: ", ")
    }
}
