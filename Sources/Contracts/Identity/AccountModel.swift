/// An account as its owner sees it.
package struct AccountModel: Sendable, Codable, Hashable {
    /// The account's UUID.
    package var id: String
    /// The phone number.
    package var phone: String?
    /// The mail address.
    package var email: String?
    /// What the person is called.
    package var name: String?
    /// The language of messages to them.
    package var language: Language
    /// What the account may do: `passenger`, `operator`, `inspector`.
    package var roles: [String]
    /// Whether a one-time code came back from the phone or the mail address.
    package var isVerified: Bool
    /// Whether logging in needs a code of an authenticator.
    package var hasSecondFactor: Bool
    /// When it was made.
    package var createdAt: Timestamp

    /// A value of its parts.
    package init(
        id: String, phone: String? = nil, email: String? = nil, name: String? = nil, language: Language,
        roles: [String], isVerified: Bool, hasSecondFactor: Bool, createdAt: Timestamp
    ) {
        self.id = id
        self.phone = phone
        self.email = email
        self.name = name
        self.language = language
        self.roles = roles
        self.isVerified = isVerified
        self.hasSecondFactor = hasSecondFactor
        self.createdAt = createdAt
    }
}
