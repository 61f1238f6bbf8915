/// A wish for a one-time code.
package struct OneTimeCodeRequest: Sendable, Codable, Hashable {
    /// What a code is for.
    package enum Purpose: String, Sendable, Codable, CaseIterable {
        /// To add a phone or mail address to the caller's account, or change it.
        case verify
        /// To log in without a password.
        case login
        /// To choose another password, which then goes with the code.
        case reset
    }

    /// Where it goes, or the mail address instead.
    package var phone: String?
    /// Where it goes.
    package var email: String?
    /// What it is for.
    package var purpose: Purpose
    /// The password in force, for the purpose `verify`.
    package var currentPassword: String?
    /// The authenticator's six digits, for the purpose `verify` where an account has a second factor.
    package var code: String?

    /// A value of its parts.
    package init(
        phone: String? = nil, email: String? = nil, purpose: Purpose, currentPassword: String? = nil,
        code: String? = nil
    ) {
        self.phone = phone
        self.email = email
        self.purpose = purpose
        self.currentPassword = currentPassword
        self.code = code
    }
}
