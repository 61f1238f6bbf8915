internal import Contracts
internal import Postgres
internal import ServiceKit

/// A ticket as it is kept.
struct TicketRecord: Sendable, Equatable {
    /// What a ticket is good for.
    enum Status: String, Sendable {
        case valid, redeemed, revoked
    }

    let facts: TicketFacts
    let account: PostgresUUID
    let validFrom: Timestamp
    let validUntil: Timestamp
    let status: Status
    let redeemedAt: Timestamp?
    /// Why its order's tickets were revoked.
    let reason: String?

    init(
        facts: TicketFacts, account: PostgresUUID, validFrom: Timestamp, validUntil: Timestamp,
        status: Status,
        redeemedAt: Timestamp? = nil, reason: String? = nil
    ) {
        self.facts = facts
        self.account = account
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.status = status
        self.redeemedAt = redeemedAt
        self.reason = reason
    }

    /// A row of facts, account, valid_from, valid_until, status, redeemed_at and the purchase's reason.
    init(_ row: PostgresRow) throws(PostgresError) {
        guard let facts = try? WireJSON.decode(TicketFacts.self, from: Array(try row.json(0).utf8)) else {
            throw PostgresError(.unexpectedValue, "a ticket's facts are not readable")
        }
        guard let status = Status(rawValue: try row.text(4)) else {
            throw PostgresError(.unexpectedValue, "a ticket's status is unknown")
        }
        self.init(
            facts: facts, account: try row.uuid(1), validFrom: Timestamp(microseconds: try row.timestamp(2)),
            validUntil: Timestamp(microseconds: try row.timestamp(3)), status: status,
            redeemedAt: try row.optionalTimestamp(5).map(Timestamp.init(microseconds:)),
            reason: try row.optionalText(6))
    }
}
