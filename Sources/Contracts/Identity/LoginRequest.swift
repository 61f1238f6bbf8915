/// A login: contact and password, and the second factor where there is one.
///
/// Where the answer says `mfa_required`, its challenge goes back with the authenticator's code alone.
package struct LoginRequest: Sendable, Codable, Hashable {
    /// The phone number, or the mail address instead.
    package var phone: String?
    /// The mail address.
    package var email: String?
    /// Whichever of the two it is, for a form with one field.
    package var login: String?
    /// The password.
    package var password: String?
    /// The id of the challenge of an answer that said `mfa_required`.
    package var challenge: String?
    /// The authenticator's six digits: with the challenge, or with the password at once.
    package var code: String?
    /// Whether tokens shall come as cookies; where it is missing, a browser gets cookies.
    package var cookies: Bool?

    /// A login by contact and password.
    package init(
        phone: String? = nil, email: String? = nil, login: String? = nil, password: String,
        code: String? = nil, cookies: Bool? = nil
    ) {
        self.phone = phone
        self.email = email
        self.login = login
        self.password = password
        self.code = code
        self.cookies = cookies
    }

    /// The second step of a login.
    package init(challenge: String, code: String, cookies: Bool? = nil) {
        self.challenge = challenge
        self.code = code
        self.cookies = cookies
    }
}
