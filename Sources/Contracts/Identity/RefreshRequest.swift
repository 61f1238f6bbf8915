/// Renews tokens: the body of `POST /api/tokens/refresh`; empty where the cookie has the token.
package struct RefreshRequest: Sendable, Codable, Equatable {
    /// The refresh token.
    package var refreshToken: String?
    /// Whether the tokens shall come as cookies; they do where the cookie had the token.
    package var cookies: Bool?

    /// A request with a token, or for the cookie's.
    package init(refreshToken: String? = nil, cookies: Bool? = nil) {
        self.refreshToken = refreshToken
        self.cookies = cookies
    }
}
