/// A login: who, the password, and the second factor where there is one.
package struct LoginRequest: Sendable, Codable, Hashable {
    /// The phone number, or the mail address instead.
    package var phone: String?
    /// The mail address.
    package var email: String?
    /// The password.
    package var password: String
    /// The authenticator's six digits.
    package var code: String?

    /// A value of its parts.
    package init(phone: String? = nil, email: String? = nil, password: String, code: String? = nil) {
        self.phone = phone
        self.email = email
        self.password = password
        self.code = code
    }
}
