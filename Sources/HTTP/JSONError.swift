/// Why a text is no acceptable JSON document.
package enum JSONError: Error, Sendable, CaseIterable {
    /// It breaks the grammar of RFC 8259 or isn't UTF-8.
    case malformed
    /// It is more bytes than allowed.
    case tooLarge
    /// It nests deeper than allowed.
    case tooDeep
    /// An object has a name twice, which readers understand differently.
    case repeatedName
}
