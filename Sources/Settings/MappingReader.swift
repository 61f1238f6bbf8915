/// Reads one mapping of the file key by key and notes every mistake on the way.
///
/// Every read names its key, so the keys that were read are the known ones; `finish` complains about all
/// others. A value with a mistake reads as its default, so that the rest of the file is still looked at.
struct MappingReader {
    let path: String
    let node: YAMLNode
    let collector: MistakeCollector
    private let entries: [YAMLNode.Entry]
    private var known: [String] = []

    /// A reader of a node that should be a mapping; nothing at all counts as an empty one.
    init(_ node: YAMLNode, path: String, collector: MistakeCollector) {
        self.path = path
        self.node = node
        self.collector = collector
        switch node.content {
        case .mapping(let entries):
            self.entries = entries
            return
        case .sequence:
            collector.note(node, path, "must be keys with values, not a list")
        case .scalar where !node.isNothing:
            collector.note(node, path, "must be keys with values, not one value")
        case .scalar, .refused:
            break
        }
        entries = []
    }

    /// The path of a key below this mapping.
    func path(of key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    /// The keys that stand in the file, with their values.
    var all: [YAMLNode.Entry] { entries }

    /// The keys of a node, none when it is not a mapping.
    static func keys(of node: YAMLNode) -> [String] {
        guard case .mapping(let entries) = node.content else { return [] }
        return entries.map(\.key)
    }

    /// Whether a key stands in the file.
    func has(_ key: String) -> Bool {
        entries.contains { $0.key == key }
    }

    /// The value of a key, which is known from now on.
    mutating func take(_ key: String) -> YAMLNode? {
        known.append(key)
        return entries.first { $0.key == key }?.value
    }

    /// Notes a mistake about the value of a key, or about the mapping where the key is absent.
    func note(_ key: String, _ message: String) {
        let value = entries.first { $0.key == key }?.value
        collector.note(value ?? node, path(of: key), message)
    }

    /// Complains about every key that nobody asked for.
    func finish() {
        for entry in entries where !known.contains(entry.key) {
            let suggestion = NearestKey.to(entry.key, among: known).map { ": did you mean '\($0)'?" } ?? ""
            let place = YAMLNode(.refused, line: entry.line, column: entry.column)
            collector.note(place, path(of: ScalarText.clipped(entry.key)), "unknown key\(suggestion)")
        }
    }
}
