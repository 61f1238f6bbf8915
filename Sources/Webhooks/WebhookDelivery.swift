internal import Postgres

/// One event on its way to one endpoint.
struct WebhookDelivery: Sendable {
    let row: Int64
    let endpoint: PostgresUUID
    let event: String
    let body: [UInt8]
    /// How often it has been tried, this time included.
    let tries: Int
    let url: String
    let secrets: [String]

    /// Reads a row of `WebhookSender`'s lease.
    init(_ row: PostgresRow) throws(PostgresError) {
        self.row = try row.int64(0)
        endpoint = try row.uuid(1)
        event = try row.text(2)
        body = Array(try row.text(3).utf8)
        tries = try row.int(4)
        url = try row.text(5)
        secrets = try row.text(6).split(separator: " ").map(String.init)
    }
}
