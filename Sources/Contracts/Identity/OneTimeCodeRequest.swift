/// A wish for a one-time code.
package struct OneTimeCodeRequest: Sendable, Codable, Hashable {
    /// What a code is for.
    package enum Purpose: String, Sendable, Codable, CaseIterable {
        /// To show that a phone or mail address is one's own.
        case verify
        /// To log in without a password.
        case login
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
