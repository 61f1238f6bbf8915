/// Turns the second factor on or off: the body of `POST /api/accounts/me/totp`.
///
/// With `password` alone it begins: the answer has the secret. With `code` it is confirmed and on. With
/// `code` and `disable` it is off again.
package struct SecondFactorRequest: Sendable, Codable, Hashable {
    /// The present password.
    package var password: String?
    /// The authenticator's six digits.
    package var code: String?
    /// Whether it shall be off.
    package var disable: Bool?

    /// A value of its parts.
    package init(password: String? = nil, code: String? = nil, disable: Bool? = nil) {
        self.password = password
        self.code = code
        self.disable = disable
    }
}
