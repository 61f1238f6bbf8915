internal import Postgres

/// A code that was made just now, with the challenge that it answers and what is stored of it.
struct FreshCode: Sendable {
    let id: PostgresUUID
    let text: String
    let mark: [UInt8]
}
