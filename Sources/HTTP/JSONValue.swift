/// A JSON value that was read; for the few small documents that clients send.
package enum JSONValue: Sendable, Equatable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction and exponent that fits.
    case integer(Int)
    /// Any other number.
    case double(Double)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object; a document with a name twice is refused.
    case object([String: JSONValue])

    /// The member of an object, or nil.
    package subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The string, or nil for other values.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The integer, or nil for other values.
    package var number: Int? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The truth value, or nil for other values.
    package var flag: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }
}
