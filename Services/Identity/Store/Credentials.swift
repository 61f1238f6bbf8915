/// What a login is compared with: an account and the hash of its password, if there are such.
struct Credentials: Sendable {
    /// The account; nil where the contact has none.
    let account: AccountRecord?
    /// The hash; nil where the account has no password.
    let hash: PasswordHash?
    /// How long the caller has to wait before another attempt, by either limit; 0 when not at all.
    let waits: (near: Double, far: Double)
}
