internal import HTTP

/// What identity refuses in its own words; the names are part of the wire contract.
extension ProblemKind {
    /// The same for an unknown contact and for a wrong password.
    static let invalidCredentials = ProblemKind(
        status: 401, name: "invalid_credentials", title: "The contact or the password is wrong")
    static let codeWrong = ProblemKind(status: 401, name: "code_wrong", title: "The code is wrong")
    /// Used, expired, answered wrongly too often, or never there.
    static let codeOver = ProblemKind(
        status: 410, name: "code_over", title: "The code can no longer be used: ask for another one")
    static let passwordUnusable = ProblemKind(
        status: 422, name: "password_unusable", title: "The password cannot be used")
    /// Told only to who has shown that the contact is theirs.
    static let accountExists = ProblemKind(
        status: 409, name: "account_exists", title: "The contact belongs to an account")
    static let secondFactorOn = ProblemKind(
        status: 409, name: "second_factor_on", title: "The second factor is on already")
    static let secondFactorOff = ProblemKind(
        status: 409, name: "second_factor_off", title: "The second factor is not on")
    static let refreshInvalid = ProblemKind(
        status: 401, name: "refresh_invalid", title: "The session cannot be renewed: log in again")
    static let refreshInProgress = ProblemKind(
        status: 409, name: "refresh_in_progress", title: "The session is being renewed by another request")
}
