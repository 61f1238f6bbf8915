/// What a login leads to: tokens, or the question for a second factor.
package struct LoginModel: Sendable, Codable, Hashable {
    /// Whether the authenticator's code is wanted first, with `challenge`; then there are no tokens yet.
    package var mfaRequired: Bool
    /// The question, where one is asked.
    package var challenge: OneTimeCodeModel?
    /// The user token: `Authorization: Bearer …`; also the cookie `__Host-sluice-u`.
    package var accessToken: String?
    /// Always `Bearer`.
    package var tokenType: String?
    /// How many seconds the token lives.
    package var expiresIn: Int?
    /// What gets the next token, once; absent where it went into the cookie `__Host-sluice-r`.
    package var refreshToken: String?
    /// How many seconds that lives, unused.
    package var refreshExpiresIn: Int?
    /// Whose they are.
    package var account: AccountModel?

    /// A question for the second factor.
    package init(challenge: OneTimeCodeModel) {
        mfaRequired = true
        self.challenge = challenge
    }

    /// Tokens.
    package init(
        accessToken: String, tokenType: String = "Bearer", expiresIn: Int, refreshToken: String?,
        refreshExpiresIn: Int, account: AccountModel
    ) {
        mfaRequired = false
        self.accessToken = accessToken
        self.tokenType = tokenType
        self.expiresIn = expiresIn
        self.refreshToken = refreshToken
        self.refreshExpiresIn = refreshExpiresIn
        self.account = account
    }
}
