/// Puts parser events together to a tree, refusing what a configuration does not need.
struct YAMLTreeBuilder {
    /// How deep values may nest.
    static let maximumDepth = 32
    /// How many values a document may have.
    static let maximumNodes = 50_000

    /// How many keys one mapping may have; every new key is compared with all of them.
    static let maximumKeys = 1_000

    /// A list or mapping that is still open; changed in place, so that long lists are not copied.
    private struct Frame {
        var node: YAMLNode
        let isMapping: Bool
        var items: [YAMLNode] = []
        var entries: [YAMLNode.Entry] = []
        var key: PendingKey?
    }

    private enum PendingKey {
        case text(String, line: Int, column: Int)
        case refused
    }

    private var stack: [Frame] = []
    private var nodes = 0
    private(set) var root: YAMLNode?
    let collector: MistakeCollector

    init(collector: MistakeCollector) {
        self.collector = collector
    }

    /// Whether a further value is allowed; the first one too many is noted.
    private mutating func counts(_ node: YAMLNode) -> Bool {
        nodes += 1
        if nodes > Self.maximumNodes {
            collector.note(node, "", "more than \(Self.maximumNodes) values")
            return false
        }
        return true
    }

    /// Adds a value that is complete.
    ///
    /// - Returns: Whether the document may go on.
    mutating func add(_ node: YAMLNode) -> Bool {
        guard counts(node) else { return false }
        place(node)
        return true
    }

    /// Opens a list.
    mutating func openSequence(at node: YAMLNode) -> Bool {
        open(Frame(node: node, isMapping: false))
    }

    /// Opens a mapping.
    mutating func openMapping(at node: YAMLNode) -> Bool {
        open(Frame(node: node, isMapping: true))
    }

    private mutating func open(_ frame: Frame) -> Bool {
        guard counts(frame.node) else { return false }
        guard stack.count < Self.maximumDepth else {
            collector.note(frame.node, "", "nested deeper than \(Self.maximumDepth) levels")
            return false
        }
        stack.append(frame)
        return true
    }

    /// Closes the innermost list or mapping.
    mutating func close() {
        guard var frame = stack.popLast() else { return }
        frame.node.content = frame.isMapping ? .mapping(frame.entries) : .sequence(frame.items)
        place(frame.node)
    }

    private mutating func place(_ node: YAMLNode) {
        guard !stack.isEmpty else {
            root = node
            return
        }
        let top = stack.count - 1
        guard stack[top].isMapping else {
            stack[top].items.append(node)
            return
        }
        guard let key = stack[top].key else {
            stack[top].key = self.key(from: node)
            return
        }
        stack[top].key = nil
        guard case .text(let text, let line, let column) = key else { return }
        let place = YAMLNode(.refused, line: line, column: column)
        if let first = stack[top].entries.first(where: { $0.key == text }) {
            collector.note(place, "", "the key '\(text)' stands already on line \(first.line)")
        } else if stack[top].entries.count < Self.maximumKeys {
            stack[top].entries.append(.init(key: text, line: line, column: column, value: node))
        } else {
            collector.note(place, "", "more than \(Self.maximumKeys) keys in one mapping")
        }
    }

    private func key(from node: YAMLNode) -> PendingKey {
        switch node.content {
        case .scalar(let text, _):
            return .text(text, line: node.line, column: node.column)
        case .refused:
            return .refused
        case .sequence, .mapping:
            collector.note(node, "", "a key must be plain text")
            return .refused
        }
    }
}
