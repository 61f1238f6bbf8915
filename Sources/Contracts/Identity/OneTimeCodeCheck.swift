/// A one-time code as it arrived.
package struct OneTimeCodeCheck: Sendable, Codable, Hashable {
    /// Which one.
    package var id: String
    /// Its digits.
    package var code: String

    /// A value of its parts.
    package init(id: String, code: String) {
        self.id = id
        self.code = code
    }
}
