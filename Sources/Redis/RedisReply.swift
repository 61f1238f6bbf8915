/// An answer of the server, copied out of hiredis' memory.
package enum RedisReply: Sendable, Equatable {
    /// Nothing there.
    case null
    /// A signed number.
    case integer(Int64)
    /// Bytes of any kind.
    case bulk([UInt8])
    /// A status line, as in `OK`.
    case status(String)
    /// An error inside an array; an error that is the whole answer is thrown instead.
    case error(RedisServerError)
    /// Several answers; nested at most seven deep (hiredis).
    case array([RedisReply])

    /// The number, also when it came as decimal digits; nil for anything else.
    package var integerValue: Int64? {
        switch self {
        case .integer(let number): number
        case .bulk(let bytes): Int64(String(decoding: bytes.prefix(21), as: UTF8.self))
        case .null, .status, .error, .array: nil
        }
    }

    /// The bytes of a bulk or status; nil for anything else.
    package var bytes: [UInt8]? {
        switch self {
        case .bulk(let bytes): bytes
        case .status(let text): Array(text.utf8)
        case .null, .integer, .error, .array: nil
        }
    }

    /// The text of a bulk or status; nil for anything else.
    ///
    /// What is not UTF-8 shows as replacement characters.
    package var text: String? {
        switch self {
        case .bulk(let bytes): String(decoding: bytes, as: UTF8.self)
        case .status(let text): text
        case .null, .integer, .error, .array: nil
        }
    }

    /// The elements of an array; nil for anything else.
    package var elements: [RedisReply]? {
        if case .array(let elements) = self { elements } else { nil }
    }
}
