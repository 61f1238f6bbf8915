/// What an account's owner wants to be otherwise; what is absent stays.
package struct AccountChange: Sendable, Codable, Hashable {
    /// What the person is called.
    package var name: String?
    /// The language of messages to them.
    package var language: Language?
    /// A new password; then the present one must stand too.
    package var password: String?
    /// The present password.
    package var currentPassword: String?

    /// A value of its parts.
    package init(
        name: String? = nil, language: Language? = nil, password: String? = nil,
        currentPassword: String? = nil
    ) {
        self.name = name
        self.language = language
        self.password = password
        self.currentPassword = currentPassword
    }
}
