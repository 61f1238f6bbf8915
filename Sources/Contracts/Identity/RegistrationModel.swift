/// What follows a registration: a code on its way, to be shown at `/api/otp/verify`, which makes the account.
///
/// It reads the same whether the contact has an account already or not; its owner is told in the message.
package struct RegistrationModel: Sendable, Codable, Hashable {
    /// The id that the account will have.
    package var id: String
    /// False until the code is shown.
    package var isVerified: Bool
    /// The code to show.
    package var code: OneTimeCodeModel

    /// A value of its parts.
    package init(id: String, isVerified: Bool = false, code: OneTimeCodeModel) {
        self.id = id
        self.isVerified = isVerified
        self.code = code
    }
}
