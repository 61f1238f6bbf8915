extension PostgresRow {
    /// A truth value, nil for NULL.
    package func optionalBool(_ column: Int) throws(PostgresError) -> Bool? {
        try decode(column, "bool") { type, value in
            type == PostgresType.bool ? value.integer(UInt8.self).map { $0 != 0 } : nil
        }
    }

    /// An integer of any width, nil for NULL; a numeric too when it is whole and fits.
    package func optionalInt64(_ column: Int) throws(PostgresError) -> Int64? {
        try decode(column, "integer") { type, value in value.integer(of: type) }
    }

    /// An integer that fits into 32 bits, nil for NULL.
    package func optionalInt32(_ column: Int) throws(PostgresError) -> Int32? {
        try decode(column, "32-bit integer") { type, value in
            value.integer(of: type).flatMap(Int32.init(exactly:))
        }
    }

    /// An integer, nil for NULL.
    package func optionalInt(_ column: Int) throws(PostgresError) -> Int? {
        try optionalInt64(column).map { Int($0) }
    }

    /// A floating-point number, nil for NULL.
    package func optionalDouble(_ column: Int) throws(PostgresError) -> Double? {
        try decode(column, "number") { type, value in
            switch type {
            case PostgresType.double: value.integer(UInt64.self).map { Double(bitPattern: $0) }
            case PostgresType.float: value.integer(UInt32.self).map { Double(Float(bitPattern: $0)) }
            case PostgresType.numeric: NumericText.text(value).flatMap { Double($0) }
            default: value.integer(of: type).map { Double($0) }
            }
        }
    }

    /// A text, nil for NULL; see `text`.
    package func optionalText(_ column: Int) throws(PostgresError) -> String? {
        try decode(column, "text") { type, value in value.text(of: type) }
    }

    /// Bytes, nil for NULL.
    package func optionalBytes(_ column: Int) throws(PostgresError) -> [UInt8]? {
        try decode(column, "bytea") { type, value in
            type == PostgresType.bytes || PostgresType.isText(type) ? Array(value.bytes) : nil
        }
    }

    /// A UUID, nil for NULL.
    package func optionalUUID(_ column: Int) throws(PostgresError) -> PostgresUUID? {
        try decode(column, "uuid") { type, value in type == PostgresType.uuid ? value.uuid : nil }
    }

    /// A point in time in microseconds since 1970, nil for NULL.
    package func optionalTimestamp(_ column: Int) throws(PostgresError) -> Int64? {
        try decode(column, "timestamp") { type, value in value.timestamp(of: type) }
    }

    /// The text of a json or jsonb, nil for NULL.
    package func optionalJSON(_ column: Int) throws(PostgresError) -> String? {
        try optionalText(column)
    }

    func decode<Value>(
        _ column: Int, _ expected: String, _ body: (UInt32, BinaryValue) -> Value?
    ) throws(PostgresError) -> Value? {
        try read(column) { type, bytes throws(PostgresError) in
            guard let bytes else { return nil }
            guard let value = body(type, BinaryValue(bytes: bytes)) else {
                throw PostgresError(
                    .unexpectedValue, "column \(column), of type \(type), is not a valid \(expected)")
            }
            return value
        }
    }
}
