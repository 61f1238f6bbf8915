/// Answers a code: the body of `POST /api/otp/verify`.
package struct CodeAnswer: Sendable, Codable, Equatable {
    /// The challenge's id.
    package var id: String
    /// The code.
    package var code: String
    /// The new password, for a code of the purpose `reset`.
    package var password: String?
    /// Whether the tokens shall come as cookies; where it is missing, a browser gets cookies.
    package var cookies: Bool?

    /// An answer of its parts.
    package init(id: String, code: String, password: String? = nil, cookies: Bool? = nil) {
        self.id = id
        self.code = code
        self.password = password
        self.cookies = cookies
    }
}
