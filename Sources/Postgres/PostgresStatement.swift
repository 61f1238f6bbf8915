/// A statement with its values, as one of a pipeline.
package struct PostgresStatement: Sendable {
    /// The statement.
    package var sql: SQL
    /// The values of `$1`, `$2` and so on.
    package var values: [PostgresValue]

    /// A statement with its values.
    package init(_ sql: SQL, _ values: [PostgresValue] = []) {
        self.sql = sql
        self.values = values
    }
}
