extension MappingReader {
    /// A scalar that must stand without quotes: a number, truth value, duration or size.
    mutating func plain<Value>(
        _ key: String, default fallback: Value, _ read: (String) throws(ValueMistake) -> Value
    ) -> Value {
        scalar(key, quotes: false, read) ?? fallback
    }

    /// A text, with or without quotes.
    mutating func text<Value>(
        _ key: String, default fallback: Value, _ read: (String) throws(ValueMistake) -> Value
    ) -> Value {
        scalar(key, quotes: true, read) ?? fallback
    }

    /// A text, with or without quotes; nil when it is absent or wrong.
    mutating func optionalText<Value>(
        _ key: String, _ read: (String) throws(ValueMistake) -> Value
    ) -> Value? {
        scalar(key, quotes: true, read)
    }

    /// A text that must stand; nil when it is absent or wrong, which is noted.
    mutating func requiredText<Value>(_ key: String, _ read: (String) throws(ValueMistake) -> Value) -> Value?
    {
        if !has(key) { noteAbsence(key) }
        return scalar(key, quotes: true, read)
    }

    /// A duration in a range.
    mutating func duration(_ key: String, default fallback: Duration, in range: ClosedRange<Duration>)
        -> Duration
    {
        plain(key, default: fallback) { text throws(ValueMistake) in try ScalarText.duration(text, in: range)
        }
    }

    /// A size in bytes in a range.
    mutating func byteCount(_ key: String, default fallback: Int, in range: ClosedRange<Int>) -> Int {
        plain(key, default: fallback) { text throws(ValueMistake) in try ScalarText.byteCount(text, in: range)
        }
    }

    /// A list of texts.
    mutating func texts<Value>(
        _ key: String, default fallback: [Value], limit: Int, _ read: (String) throws(ValueMistake) -> Value
    ) -> [Value] {
        guard let items = items(key, limit: limit) else { return fallback }
        var values: [Value] = []
        for (index, item) in items.enumerated() {
            let place = "\(path(of: key))[\(index)]"
            if let value = Self.read(item, place, quotes: true, collector, read) { values.append(value) }
        }
        return values
    }

    /// A mapping below this one; an empty one when it is absent.
    mutating func mapping(_ key: String) -> MappingReader {
        let empty = YAMLNode(.mapping([]), line: node.line, column: node.column)
        return MappingReader(take(key) ?? empty, path: path(of: key), collector: collector)
    }

    /// A list of mappings.
    mutating func mappings(_ key: String, limit: Int) -> [MappingReader] {
        guard let items = items(key, limit: limit) else { return [] }
        return items.enumerated().map { index, item in
            MappingReader(item, path: "\(path(of: key))[\(index)]", collector: collector)
        }
    }

    /// Notes that a key must stand, once for a mapping that is one at all.
    func noteAbsence(_ key: String) {
        guard case .mapping = node.content else { return }
        collector.note(node, path(of: key), "is missing")
    }

    /// Notes that a list must not be empty; not when its entries were wrong, which is noted already.
    func noteWhenEmpty(_ key: String, _ message: String) {
        guard let value = node[key] else { return }
        if case .sequence(let items) = value.content, !items.isEmpty { return }
        if value.isNothing || value.content == .sequence([]) { note(key, message) }
    }

    /// The items of a list; nil when it is absent or not a list, empty when the key stands alone.
    private mutating func items(_ key: String, limit: Int) -> [YAMLNode]? {
        guard let value = take(key) else { return nil }
        if value.isNothing { return [] }
        switch value.content {
        case .sequence(let items):
            guard items.count <= limit else {
                collector.note(value, path(of: key), "at most \(limit) entries, not \(items.count)")
                return Array(items.prefix(limit))
            }
            return items
        case .refused:
            return nil
        case .scalar, .mapping:
            collector.note(value, path(of: key), "must be a list: [first, second]")
            return nil
        }
    }

    private mutating func scalar<Value>(
        _ key: String, quotes: Bool, _ read: (String) throws(ValueMistake) -> Value
    ) -> Value? {
        guard let value = take(key) else { return nil }
        return Self.read(value, path(of: key), quotes: quotes, collector, read)
    }

    private static func read<Value>(
        _ node: YAMLNode, _ path: String, quotes: Bool, _ collector: MistakeCollector,
        _ read: (String) throws(ValueMistake) -> Value
    ) -> Value? {
        switch node.content {
        case .scalar where node.isNothing:
            collector.note(node, path, "has no value")
        case .scalar(_, plain: false) where !quotes:
            collector.note(node, path, "must stand without quotes")
        case .scalar(let text, _):
            do throws(ValueMistake) {
                return try read(text)
            } catch {
                collector.note(node, path, error.message)
            }
        case .sequence:
            collector.note(node, path, "must be one value, not a list")
        case .mapping:
            collector.note(node, path, "must be one value, not keys with values")
        case .refused:
            break
        }
        return nil
    }
}
