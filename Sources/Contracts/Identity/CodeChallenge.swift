/// A question for a code: one that was sent to a contact, or that of an authenticator.
package struct CodeChallenge: Sendable, Codable, Equatable {
    /// Its id, which the answer names.
    package var id: String
    /// Where the code went, masked; nil for an authenticator.
    package var to: String?
    /// In how many seconds it ends.
    package var expiresIn: Int
    /// In how many seconds another code may be asked for; nil for an authenticator.
    package var resendAfter: Int?

    /// A challenge of its parts.
    package init(id: String, to: String?, expiresIn: Int, resendAfter: Int?) {
        self.id = id
        self.to = to
        self.expiresIn = expiresIn
        self.resendAfter = resendAfter
    }
}
