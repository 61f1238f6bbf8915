/// One value of a YAML document with the place where it stands.
package struct YAMLNode: Sendable, Equatable {
    /// What a node holds.
    package enum Content: Sendable, Equatable {
        /// Text; `plain` when it stood without quotes, so that it may be a number, a truth value or nothing.
        case scalar(String, plain: Bool)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and values in the order of the file, without duplicates.
        case mapping([Entry])
        /// Something that was refused, and noted, while parsing: nobody complains about it again.
        case refused
    }

    /// One key of a mapping with its value.
    package struct Entry: Sendable, Equatable {
        /// The key's text.
        package var key: String
        /// The line of the key, from 1.
        package var line: Int
        /// The column of the key, from 1.
        package var column: Int
        /// The value.
        package var value: YAMLNode
    }

    /// What the node holds.
    package var content: Content
    /// The line where the node begins, from 1.
    package var line: Int
    /// The column where the node begins, from 1.
    package var column: Int
    /// The flag or variable that gave the value, where it does not come from the file.
    package var origin: String?

    /// A node at a place.
    package init(_ content: Content, line: Int = 1, column: Int = 1, origin: String? = nil) {
        self.content = content
        self.line = line
        self.column = column
        self.origin = origin
    }

    /// Whether the node is an empty value: `key:` with nothing after it, `~` or `null`.
    package var isNothing: Bool {
        guard case .scalar(let text, plain: true) = content else { return false }
        return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
    }

    /// The value of a key, or nil.
    package subscript(key: String) -> YAMLNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// The node with the value at a path of keys replaced or added.
    ///
    /// Where the file has something other than a mapping on the way, it stays, and the reader complains about
    /// it.
    func replacing(_ path: ArraySlice<String>, with node: YAMLNode) -> YAMLNode {
        guard let key = path.first else { return node }
        var entries: [Entry]
        switch content {
        case .mapping(let own): entries = own
        case .scalar where isNothing: entries = []
        default: return self
        }
        let rest = path.dropFirst()
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].value = entries[index].value.replacing(rest, with: node)
        } else {
            let empty = YAMLNode(.mapping([]), line: line, column: column)
            let value = empty.replacing(rest, with: node)
            entries.append(Entry(key: key, line: line, column: column, value: value))
        }
        var copy = self
        copy.content = .mapping(entries)
        return copy
    }
}
