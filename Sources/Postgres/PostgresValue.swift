/// A value that goes to the server in place of `$1`, `$2` and so on.
///
/// It goes in the server's binary form where the statement's parameter has the value's own type, else as
/// text, which the server reads as whatever type it expects: so `.int64` fits a numeric and `.text` a date.
package enum PostgresValue: Sendable, Hashable {
    /// NULL.
    case null
    /// A truth value.
    case bool(Bool)
    /// A 32-bit integer; fits every type of integers that is wide enough.
    case int32(Int32)
    /// A 64-bit integer; fits every type of integers that is wide enough.
    case int64(Int64)
    /// A floating-point number.
    case double(Double)
    /// A text, or any other type in its text form.
    case text(String)
    /// Bytes (bytea).
    case bytes([UInt8])
    /// A UUID.
    case uuid(PostgresUUID)
    /// A point in time, in microseconds since 1970-01-01 00:00 UTC.
    case timestamp(microseconds: Int64)
    /// An array of integers.
    case int32Array([Int32])
    /// An array of integers.
    case int64Array([Int64])
    /// An array of texts.
    case textArray([String])
    /// An array of UUIDs.
    case uuidArray([PostgresUUID])
    /// JSON text, for json and jsonb.
    case json(String)

    /// A value, or NULL where there is none.
    package static func optional<Content>(
        _ content: Content?, _ make: (Content) -> PostgresValue
    ) -> PostgresValue {
        content.map(make) ?? .null
    }
}
