/// A refresh token that is to be exchanged.
package struct RefreshRequest: Sendable, Codable, Hashable {
    /// As the last login or refresh gave it.
    package var refreshToken: String

    /// A value of its parts.
    package init(refreshToken: String) {
        self.refreshToken = refreshToken
    }
}
