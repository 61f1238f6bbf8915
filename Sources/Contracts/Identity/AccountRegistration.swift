/// Somebody who wants an account: the body of `POST /api/accounts`.
package struct AccountRegistration: Sendable, Codable, Equatable {
    /// A phone number, in any usual spelling; this or `email`, not both.
    package var phone: String?
    /// A mail address.
    package var email: String?
    /// At least 8 characters, at most 1,024 bytes.
    package var password: String
    /// What the person is called, 1 to 200 characters.
    package var name: String
    /// The language of messages; English where it is missing.
    package var language: Language?

    /// A registration of its parts.
    package init(
        phone: String? = nil, email: String? = nil, password: String, name: String, language: Language? = nil
    ) {
        self.phone = phone
        self.email = email
        self.password = password
        self.name = name
        self.language = language
    }
}
