internal import Postgres

/// A challenge as its row has it, read under the row's lock.
struct ChallengeRecord: Sendable {
    /// What an answer to it leads to; the names stand in the table.
    enum Purpose: String, Sendable {
        case register, login, reset, contact
        case secondFactor = "second_factor"
    }

    let id: PostgresUUID
    let purpose: Purpose
    let contact: Contact?
    let account: PostgresUUID?
    let registration: PostgresUUID?
    /// The code's HMAC; nil for an authenticator's.
    let mark: [UInt8]?
    /// The question that the code was sent for, where this is one more for the same code.
    let root: PostgresUUID?
    /// The password that is set once a second factor was shown, where one was chosen before.
    let newPassword: PasswordHash?
    /// What the rule asks about.
    var state: ChallengeState
    /// The database's time at which it was read, in milliseconds since 1970.
    let now: Int64

    init(_ id: PostgresUUID, _ row: PostgresRow) throws(PostgresError) {
        self.id = id
        let name = try row.text(0)
        guard let purpose = Purpose(rawValue: name) else {
            throw PostgresError(.unexpectedValue, "no purpose of a challenge: \(name)")
        }
        self.purpose = purpose
        contact = try row.optionalText(1).flatMap { Contact($0) }
        account = try row.optionalUUID(2)
        registration = try row.optionalUUID(3)
        mark = try row.optionalBytes(4)
        state = ChallengeState(
            attempts: try row.int(5), expiresAt: try row.timestamp(6) / 1000, isUsed: try row.bool(7))
        now = try row.timestamp(8) / 1000
        root = try row.optionalUUID(9)
        newPassword = try row.optionalText(10).flatMap { PasswordHash(text: $0) }
    }
}
