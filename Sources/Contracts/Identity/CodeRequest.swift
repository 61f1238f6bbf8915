/// Asks for a code: the body of `POST /api/otp`.
package struct CodeRequest: Sendable, Codable, Equatable {
    /// The phone number or mail address.
    package var to: String
    /// What it is for; logging in where it is missing.
    package var purpose: CodePurpose?

    /// A request of its parts.
    package init(to: String, purpose: CodePurpose? = nil) {
        self.to = to
        self.purpose = purpose
    }
}
