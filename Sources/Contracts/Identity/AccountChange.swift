/// What of an account shall change: the body of `PATCH /api/accounts/me`; what is missing stays.
package struct AccountChange: Sendable, Codable, Equatable {
    /// The new name.
    package var name: String?
    /// The new language.
    package var language: Language?
    /// The new password, together with the current one.
    package var password: String?
    /// The password that is in force.
    package var currentPassword: String?

    /// A change of its parts.
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
