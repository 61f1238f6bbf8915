/// The statements that one connection has prepared: a bounded table from text to name.
///
/// Pure: what the server must be told to forget comes out as a name.
struct PreparedStatements {
    private struct Entry {
        var name: String
        var used: UInt64
    }

    private var entries: [String: Entry] = [:]
    private var clock: UInt64 = 0
    private var made: UInt64 = 0
    private let limit: Int

    /// How many statements are prepared.
    var count: Int { entries.count }

    /// No statements, and so many at most.
    init(limit: Int) {
        self.limit = limit
    }

    /// Begins a batch: none of its statements is forgotten for another one of it.
    mutating func beginBatch() {
        clock += 1
    }

    /// The name of a prepared statement, which is used now.
    mutating func name(of text: String) -> String? {
        guard let index = entries.index(forKey: text) else { return nil }
        entries.values[index].used = clock
        return entries.values[index].name
    }

    /// Makes room where the table is full: the name that the server shall forget.
    mutating func evict() -> String? {
        guard entries.count >= limit, let oldest = entries.min(by: { $0.value.used < $1.value.used }),
            oldest.value.used < clock
        else { return nil }
        entries[oldest.key] = nil
        return oldest.value.name
    }

    /// Adds a statement under a name that was never used before.
    mutating func add(_ text: String) -> String {
        made += 1
        let name = "s\(made)"
        entries[text] = Entry(name: name, used: clock)
        return name
    }

    /// Takes a statement back that the server did not prepare.
    mutating func remove(_ text: String) {
        entries[text] = nil
    }
}
