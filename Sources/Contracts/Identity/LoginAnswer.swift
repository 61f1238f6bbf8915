/// What a login leads to: tokens, or the question for a second factor.
package struct LoginAnswer: Sendable, Codable, Equatable {
    /// Whether a code of the authenticator is needed first: `POST /api/sessions` with `challenge` and `code`.
    package var mfaRequired: Bool
    /// The question, where one is asked.
    package var challenge: CodeChallenge?
    /// `Bearer`.
    package var tokenType: String?
    /// The token that services take; also the cookie `__Host-sluice-u`.
    package var accessToken: String?
    /// In how many seconds it ends.
    package var expiresIn: Int?
    /// The token for the next one, once; absent where it went into the cookie `__Host-sluice-r`.
    package var refreshToken: String?
    /// In how many seconds that ends, unused.
    package var refreshExpiresIn: Int?
    /// Who is logged in.
    package var account: AccountDocument?

    /// A question for a second factor.
    package init(challenge: CodeChallenge) {
        mfaRequired = true
        self.challenge = challenge
    }

    /// Tokens.
    package init(
        accessToken: String, expiresIn: Int, refreshToken: String?, refreshExpiresIn: Int,
        account: AccountDocument
    ) {
        mfaRequired = false
        tokenType = "Bearer"
        self.accessToken = accessToken
        self.expiresIn = expiresIn
        self.refreshToken = refreshToken
        self.refreshExpiresIn = refreshExpiresIn
        self.account = account
    }
}
