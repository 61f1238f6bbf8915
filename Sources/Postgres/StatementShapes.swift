/// What the server expects for the values of each statement, learned at its first use and shared by a pool.
final class StatementShapes {
    private var types: [String: [UInt32]] = [:]
    private let limit: Int

    /// Nothing is known but the words around a transaction; so many statements are remembered.
    init(limit: Int) {
        self.limit = limit
    }

    /// The types of a statement's parameters, once they are known.
    func types(of text: String) -> [UInt32]? {
        Self.control.contains(text) ? [] : types[text]
    }

    /// Remembers a statement; when there are too many, all are learned anew.
    func learn(_ text: String, _ parameters: [UInt32]) {
        if types.count >= limit { types.removeAll(keepingCapacity: true) }
        types[text] = parameters
    }

    /// Forgets a statement whose tables have changed.
    func forget(_ text: String) {
        types[text] = nil
    }

    private static let control: Set<String> = [
        PostgresIsolation.readCommitted.begin.text, PostgresIsolation.repeatableRead.begin.text,
        PostgresIsolation.serializable.begin.text, "COMMIT", "ROLLBACK",
    ]
}
