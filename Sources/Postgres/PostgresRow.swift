/// One row of an answer, read by the numbers of its columns, from 0.
///
/// Each read says the type that is expected; a value that is NULL or of another type is an error
/// (`unexpectedValue`), never a trap. The forms that begin with `optional` give nil for NULL.
package struct PostgresRow: Sendable {
    let result: PostgresResult
    let number: Int

    /// Whether a value is NULL.
    package func isNull(_ column: Int) throws(PostgresError) -> Bool {
        try read(column) { _, bytes throws(PostgresError) in bytes == nil }
    }

    /// A truth value.
    package func bool(_ column: Int) throws(PostgresError) -> Bool {
        try required(column) { row throws(PostgresError) in try row.optionalBool(column) }
    }

    /// An integer of any width; a numeric too when it is whole and fits.
    package func int64(_ column: Int) throws(PostgresError) -> Int64 {
        try required(column) { row throws(PostgresError) in try row.optionalInt64(column) }
    }

    /// An integer that fits into 32 bits.
    package func int32(_ column: Int) throws(PostgresError) -> Int32 {
        try required(column) { row throws(PostgresError) in try row.optionalInt32(column) }
    }

    /// An integer.
    package func int(_ column: Int) throws(PostgresError) -> Int {
        Int(try int64(column))
    }

    /// A floating-point number.
    package func double(_ column: Int) throws(PostgresError) -> Double {
        try required(column) { row throws(PostgresError) in try row.optionalDouble(column) }
    }

    /// A text; numbers, truth values, UUIDs, dates and times in the form in which Postgres prints them.
    package func text(_ column: Int) throws(PostgresError) -> String {
        try required(column) { row throws(PostgresError) in try row.optionalText(column) }
    }

    /// Bytes (bytea), or those of a text.
    package func bytes(_ column: Int) throws(PostgresError) -> [UInt8] {
        try required(column) { row throws(PostgresError) in try row.optionalBytes(column) }
    }

    /// A UUID.
    package func uuid(_ column: Int) throws(PostgresError) -> PostgresUUID {
        try required(column) { row throws(PostgresError) in try row.optionalUUID(column) }
    }

    /// A point in time, in microseconds since 1970-01-01 00:00 UTC.
    package func timestamp(_ column: Int) throws(PostgresError) -> Int64 {
        try required(column) { row throws(PostgresError) in try row.optionalTimestamp(column) }
    }

    /// The text of a json or jsonb.
    package func json(_ column: Int) throws(PostgresError) -> String {
        try text(column)
    }

    private func required<Value>(
        _ column: Int, _ body: (PostgresRow) throws(PostgresError) -> Value?
    ) throws(PostgresError) -> Value {
        guard let value = try body(self) else {
            throw PostgresError(.unexpectedValue, "column \(column) is NULL")
        }
        return value
    }

    /// Lends the type and the bytes of a value, nil for NULL.
    func read<Value>(
        _ column: Int, _ body: (UInt32, UnsafeRawBufferPointer?) throws(PostgresError) -> Value
    ) throws(PostgresError) -> Value {
        guard column >= 0, column < result.columns else {
            throw PostgresError(.unexpectedValue, "column \(column) of \(result.columns)")
        }
        let type = result.type(of: column)
        return try result.withValue(row: number, column: column) { bytes throws(PostgresError) in
            try body(type, bytes)
        }
    }
}
