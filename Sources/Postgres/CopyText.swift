/// The text form of COPY: a line a row, a tab between values.
enum CopyText {
    /// Appends a row.
    static func append(_ row: [PostgresValue], to bytes: inout [UInt8]) throws(PostgresError) {
        for (column, value) in row.enumerated() {
            if column > 0 { bytes.append(UInt8(ascii: "\t")) }
            guard value != .null else {
                bytes += Array("\\N".utf8)
                continue
            }
            for byte in value.text.utf8 {
                switch byte {
                case 0: throw PostgresError(.invalidArgument, "a zero byte in column \(column)")
                case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
                case UInt8(ascii: "\t"): bytes += Array("\\t".utf8)
                case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
                case UInt8(ascii: "\r"): bytes += Array("\\r".utf8)
                default: bytes.append(byte)
                }
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// A name in quotes, so that nothing in it is more than a name.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
