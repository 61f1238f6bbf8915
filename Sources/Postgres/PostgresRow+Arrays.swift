extension PostgresRow {
    /// An array of integers; NULL as a whole is an empty one, NULLs within it are an error.
    package func int32Array(_ column: Int) throws(PostgresError) -> [Int32] {
        try elements(column) { type, value in value.integer(of: type).flatMap(Int32.init(exactly:)) }
    }

    /// An array of integers; NULL as a whole is an empty one, NULLs within it are an error.
    package func int64Array(_ column: Int) throws(PostgresError) -> [Int64] {
        try elements(column) { type, value in value.integer(of: type) }
    }

    /// An array of texts; NULL as a whole is an empty one, NULLs within it are an error.
    package func textArray(_ column: Int) throws(PostgresError) -> [String] {
        try elements(column) { type, value in value.text(of: type) }
    }

    /// An array of UUIDs; NULL as a whole is an empty one, NULLs within it are an error.
    package func uuidArray(_ column: Int) throws(PostgresError) -> [PostgresUUID] {
        try elements(column) { type, value in type == PostgresType.uuid ? value.uuid : nil }
    }

    /// Reads the binary form of an array with one dimension (`array_send`).
    private func elements<Element>(
        _ column: Int, _ read: (UInt32, BinaryValue) -> Element?
    ) throws(PostgresError) -> [Element] {
        let elements = try decode(column, "array") { type, value -> [Element]? in
            guard PostgresType.element(of: type) != nil, let dimensions = value.integer(Int32.self, at: 0),
                let own = value.integer(UInt32.self, at: 8)
            else { return nil }
            if dimensions == 0 { return [] }
            guard dimensions == 1, let count = value.integer(Int32.self, at: 12) else { return nil }
            var elements: [Element] = []
            var place = 20
            for _ in 0..<max(0, count) {
                guard let length = value.integer(Int32.self, at: place), length >= 0,
                    let part = value.part(from: place + 4, count: Int(length)), let element = read(own, part)
                else { return nil }
                elements.append(element)
                place += 4 + Int(length)
            }
            return elements
        }
        return elements ?? []
    }
}
