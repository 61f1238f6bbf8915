internal import CLibpq

/// One answer of libpq, freed with its last reader.
// Sound as Sendable: libpq changes a finished PGresult no more, and nothing here does.
final class PostgresResult: @unchecked Sendable {
    private let handle: OpaquePointer
    /// How many rows it has.
    let rows: Int
    /// How many columns each row has.
    let columns: Int

    /// Takes over a finished result.
    init(owning handle: OpaquePointer) {
        self.handle = handle
        rows = Int(PQntuples(handle))
        columns = Int(PQnfields(handle))
    }

    deinit {
        PQclear(handle)
    }

    /// The type of a column.
    func type(of column: Int) -> UInt32 {
        PQftype(handle, Int32(truncatingIfNeeded: column))
    }

    /// Lends the bytes of a value, nil for NULL; row and column exist.
    func withValue<Value>(
        row: Int, column: Int, _ body: (UnsafeRawBufferPointer?) throws(PostgresError) -> Value
    ) throws(PostgresError) -> Value {
        let (row, column) = (Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: column))
        if PQgetisnull(handle, row, column) == 1 { return try body(nil) }
        let length = Int(PQgetlength(handle, row, column))
        // Sound: libpq states the length, and the result lives as long as this object, which outlives the
        // call.
        let value = UnsafeRawBufferPointer(start: PQgetvalue(handle, row, column), count: max(0, length))
        return try withExtendedLifetime(self) { () throws(PostgresError) -> Value in try body(value) }
    }
}
