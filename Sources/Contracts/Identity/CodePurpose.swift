/// What a code that is asked for at `/api/otp` is good for.
package enum CodePurpose: String, Sendable, Codable {
    /// Logging in without a password.
    case login
    /// Choosing a new password.
    case reset
    /// Adding the contact to the caller's account.
    case contact
}
