/// What follows a registration: a code that was sent, to be answered at `/api/otp/verify`.
///
/// It reads the same whether the contact has an account already or not.
package struct RegistrationAnswer: Sendable, Codable, Equatable {
    /// The id that the account will have.
    package var id: String
    /// `unverified` until the code is answered.
    package var status: String
    /// The code to answer.
    package var challenge: CodeChallenge

    /// An answer of its parts.
    package init(id: String, status: String = "unverified", challenge: CodeChallenge) {
        self.id = id
        self.status = status
        self.challenge = challenge
    }
}
