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

    /// A value of its parts.
    package init(phone: String? = nil, email: String? = nil, purpose: Purpose) {
        self.phone = phone
        self.email = email
        self.purpose = purpose
    }
}
