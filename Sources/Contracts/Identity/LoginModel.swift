/// A login that succeeded.
package struct LoginModel: Sendable, Codable, Hashable {
    /// The user token: `Authorization: Bearer …`.
    package var accessToken: String
    /// Always `Bearer`.
    package var tokenType: String
    /// How many seconds the token lives.
    package var expiresIn: Int
    /// What gets the next token, once.
    package var refreshToken: String
    /// Whose it is.
    package var account: AccountModel

    /// A value of its parts.
    package init(
        accessToken: String, tokenType: String = "Bearer", expiresIn: Int, refreshToken: String,
        account: AccountModel
    ) {
        self.accessToken = accessToken
        self.tokenType = tokenType
        self.expiresIn = expiresIn
        self.refreshToken = refreshToken
        self.account = account
    }
}
