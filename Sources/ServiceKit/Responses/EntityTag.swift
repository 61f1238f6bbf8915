internal import HTTP

/// A version of a representation, as `ETag` and `If-None-Match` carry it (RFC 9110 section 8.8.3).
package struct EntityTag: Sendable, Hashable {
    /// The tag with its quotes.
    package let text: String

    /// A strong tag of a text without quotes and control characters.
    package init(_ value: String) {
        let clean = value.utf8.filter { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }
        text = "\"\(String(decoding: clean, as: UTF8.self))\""
    }

    /// Whether a value of If-None-Match names this version, by the weak comparison.
    func matches(_ field: String) -> Bool {
        if field == "*" { return true }
        return field.split(separator: ",").contains { part in
            let tag = part.drop { $0 == " " || $0 == "\t" }
            let strong = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
            var end = strong.endIndex
            while end > strong.startIndex, [" ", "\t"].contains(strong[strong.index(before: end)]) {
                end = strong.index(before: end)
            }
            return strong[..<end] == text
        }
    }
}
