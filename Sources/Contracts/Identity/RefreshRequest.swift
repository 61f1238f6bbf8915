/// Renews tokens: the body of `POST /api/tokens/refresh`; empty where the cookie has the token.
package struct RefreshRequest: Sendable, Codable, Equatable {
    /// The refresh token.
    package var refreshToken: String?

    /// A request with a token, or for the cookie's.
    package init(refreshToken: String? = nil) {
        self.refreshToken = refreshToken
    }
}
