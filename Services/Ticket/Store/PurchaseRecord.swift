internal import Contracts
internal import Postgres

/// The tickets of an order, and whom to tell of them.
struct PurchaseRecord: Sendable {
    let order: PostgresUUID
    /// Those that are worth something, by seat; at least one.
    let tickets: [TicketRecord]
    let language: Language
    let phone: String?
    let email: String?
}
