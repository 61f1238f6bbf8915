/// Logs in: the body of `POST /api/sessions`, either contact and password or the code of a second factor.
package struct LoginRequest: Sendable, Codable, Equatable {
    /// A phone number.
    package var phone: String?
    /// A mail address.
    package var email: String?
    /// Whichever of the two it is.
    package var login: String?
    /// The password.
    package var password: String?
    /// The challenge of an answer that said `mfa_required`.
    package var challenge: String?
    /// The code of the authenticator that the challenge asks for.
    package var code: String?
    /// Whether the tokens shall come as cookies; where it is missing, a browser gets cookies.
    package var cookies: Bool?

    /// A login by contact and password.
    package init(login: String, password: String, cookies: Bool? = nil) {
        self.login = login
        self.password = password
        self.cookies = cookies
    }

    /// The second step of a login.
    package init(challenge: String, code: String, cookies: Bool? = nil) {
        self.challenge = challenge
        self.code = code
        self.cookies = cookies
    }
}
