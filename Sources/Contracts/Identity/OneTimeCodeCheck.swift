/// A one-time code as it arrived.
package struct OneTimeCodeCheck: Sendable, Codable, Hashable {
    /// Which one.
    package var id: String
    /// Its digits.
    package var code: String
    /// The other password, for a code of the purpose `reset`.
    package var password: String?
    /// Whether tokens shall come as cookies; where it is missing, a browser gets cookies.
    package var cookies: Bool?

    /// A value of its parts.
    package init(id: String, code: String, password: String? = nil, cookies: Bool? = nil) {
        self.id = id
        self.code = code
        self.password = password
        self.cookies = cookies
    }
}
