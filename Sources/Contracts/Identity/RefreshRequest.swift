/// A refresh token that is to be exchanged; where it is absent, the cookie's is.
package struct RefreshRequest: Sendable, Codable, Hashable {
    /// As the last login or refresh gave it.
    package var refreshToken: String?
    /// Whether the tokens shall come as cookies; they do where the cookie had the token.
    package var cookies: Bool?

    /// A value of its parts.
    package init(refreshToken: String? = nil, cookies: Bool? = nil) {
        self.refreshToken = refreshToken
        self.cookies = cookies
    }
}
