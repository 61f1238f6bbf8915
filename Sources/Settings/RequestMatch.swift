/// Which requests a rule is about: one entry of a room's `match` or `except`.
package struct RequestMatch: Sendable, Hashable {
    /// The host, lower case, perhaps `*.example.org`; nil for every host.
    package var host: String?
    /// The path pattern: `*` within a segment, `**` alone in a segment for any number of them; default `/**`.
    package var path: String
    /// The methods in capitals, sorted; empty for all.
    package var methods: [String]

    /// A rule with the defaults.
    package init(host: String? = nil, path: String = "/**", methods: [String] = []) {
        self.host = host
        self.path = path
        self.methods = methods
    }

    /// Checks how a path pattern is written; what it matches is the waiting room's business.
    static func checkedPath(_ text: String) throws(ValueMistake) -> String {
        guard text.hasPrefix("/") else { throw ValueMistake("a path begins with /") }
        guard text.utf8.count <= 1_024 else { throw ValueMistake("a path has at most 1024 bytes") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ValueMistake("a path is printable ASCII without spaces: write others as %XX")
        }
        guard !text.utf8.contains(where: { "?#\\".utf8.contains($0) }) else {
            throw ValueMistake("a path has no ?, # or \\: rules look at the path alone")
        }
        // A slash at the end is part of the path, so the last segment may be empty.
        let segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard segments.dropLast().allSatisfy({ !$0.isEmpty }) else {
            throw ValueMistake("a path has no empty segments")
        }
        guard !segments.contains(where: { $0 == "." || $0 == ".." }) else {
            throw ValueMistake("a path has no segments . or ..")
        }
        guard segments.allSatisfy({ $0 == "**" || !$0.contains("**") }) else {
            throw ValueMistake("** stands alone in its segment: /a/**/b")
        }
        guard segments.count(where: { $0 == "**" }) <= 4 else {
            throw ValueMistake("a path has at most 4 times **")
        }
        return text
    }

    /// Checks a host and folds its case.
    static func checkedHost(_ text: String) throws(ValueMistake) -> String {
        let name = text.hasPrefix("*.") ? text.dropFirst(2) : text[...]
        guard ServerAddress.isHostName(name) else {
            throw ValueMistake(
                "'\(ScalarText.clipped(text))' is not a host such as "
                    + "tickets.example.org or *.example.org (no port)"
            )
        }
        return text.lowercased()
    }

    /// Checks a method.
    static func checkedMethod(_ text: String) throws(ValueMistake) -> String {
        guard (1...32).contains(text.utf8.count), text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw ValueMistake("'\(ScalarText.clipped(text))' is not a method such as GET or POST (capitals)")
        }
        return text
    }
}
