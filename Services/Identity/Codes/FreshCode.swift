internal import Postgres

/// A code with the question that it answers and what is stored of it.
struct FreshCode: Sendable {
    let id: PostgresUUID
    let text: String
    let mark: [UInt8]
    /// The code that is on its way already, for which this is one more question; nil for a new one.
    let shared: CodeUnderway?
}
