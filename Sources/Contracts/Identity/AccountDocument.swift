/// An account as its owner sees it: `GET /api/accounts/me`.
package struct AccountDocument: Sendable, Codable, Equatable {
    /// The account's UUID.
    package var id: String
    /// The phone number in E.164.
    package var phone: String?
    /// The mail address.
    package var email: String?
    /// What the person is called.
    package var name: String
    /// What the account may do: `passenger`, `operator`, `inspector`.
    package var roles: [String]
    /// The language of messages.
    package var language: Language
    /// Whether a second factor is on.
    package var secondFactor: Bool

    /// A document of its parts.
    package init(
        id: String, phone: String?, email: String?, name: String, roles: [String], language: Language,
        secondFactor: Bool
    ) {
        self.id = id
        self.phone = phone
        self.email = email
        self.name = name
        self.roles = roles
        self.language = language
        self.secondFactor = secondFactor
    }
}
