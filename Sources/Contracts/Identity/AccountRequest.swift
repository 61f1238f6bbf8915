/// What somebody registers with: a phone number or a mail address, and a password.
///
/// The body of `POST /api/accounts`; the answer is a `RegistrationModel`.
package struct AccountRequest: Sendable, Codable, Hashable {
    /// In any usual spelling, such as `01712345678` or `+8801712345678`.
    package var phone: String?
    /// A mail address.
    package var email: String?
    /// At least eight characters, at most 1,024 bytes.
    package var password: String
    /// What the person is called.
    package var name: String?
    /// The language of messages to them; default English.
    package var language: Language?

    /// A value of its parts.
    package init(
        phone: String? = nil, email: String? = nil, password: String, name: String? = nil,
        language: Language? = nil
    ) {
        self.phone = phone
        self.email = email
        self.password = password
        self.name = name
        self.language = language
    }
}
