/// What one statement answered: its rows, or how many rows it touched.
package struct PostgresRows: Sendable, RandomAccessCollection {
    private let result: PostgresResult?
    /// How many rows the statement returned, inserted, changed or deleted, as its command tag says.
    package let affected: Int

    /// The answer of a statement that returns rows.
    init(_ result: PostgresResult, affected: Int) {
        self.result = result
        self.affected = affected
    }

    /// The answer of a statement that returns no rows.
    init(affected: Int) {
        result = nil
        self.affected = affected
    }

    /// The number of the first row.
    package var startIndex: Int { 0 }
    /// The number of rows.
    package var endIndex: Int { result?.rows ?? 0 }

    /// A row by its number, which must be one of `indices`.
    package subscript(position: Int) -> PostgresRow {
        guard let result, indices.contains(position) else {
            // Like an array: asking for a row that is not there is a bug of the caller.
            preconditionFailure("row \(position) of \(count)")
        }
        return PostgresRow(result: result, number: position)
    }

    /// The only row; throws when there is none or more than one.
    package func only() throws(PostgresError) -> PostgresRow {
        guard count == 1 else { throw PostgresError(.unexpectedValue, "\(count) rows instead of one") }
        return self[0]
    }
}
