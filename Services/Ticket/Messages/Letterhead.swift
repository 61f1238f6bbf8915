internal import Contracts
internal import Mail
internal import Postgres

/// What stands on everything that the railway sends and prints.
struct Letterhead: Sendable {
    /// The railway's name.
    let railway: LocalizedName
    /// From whom mails come.
    let sender: MailAddress
    /// How the world reaches the site, without a slash at its end.
    let site: String

    /// Where a buyer sees an order.
    func link(to order: PostgresUUID) -> String { "\(site)/orders/\(order)" }
}
