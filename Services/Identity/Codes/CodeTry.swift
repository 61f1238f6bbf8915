internal import Postgres
internal import ServiceKit

/// An answer to a challenge, with what its purpose may need.
struct CodeTry {
    let challenge: PostgresUUID
    /// Six digits.
    let code: String
    let visit: Visit
    /// Who is logged in, for adding a contact.
    let user: User?
    /// The hash of the password that was chosen, for a reset.
    let newPassword: PasswordHash?
}
