internal import Contracts
internal import Postgres

/// Somebody who wants an account, in normal form.
struct Registrant: Sendable {
    /// The id that the account will have.
    let id: PostgresUUID
    let contact: Contact
    let name: String
    let language: Language
}
