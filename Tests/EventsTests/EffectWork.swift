import Events
import Postgres

/// Writes each event into `test.effect`; a script decides what goes wrong.
final class EffectWork: EventWork {
    /// What happens before the transaction: nil, or why it fails.
    var before: (Event) async -> EventFailure? = { _ in nil }
    /// What happens within it.
    var within: (Event) async -> EventFailure? = { _ in nil }
    private(set) var calls = 0

    func outside(_ event: Event) async throws(EventFailure) {
        calls += 1
        if let failure = await before(event) { throw failure }
    }

    func apply(
        _ event: Event, _ outside: Void, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) {
        do throws(PostgresError) {
            _ = try await transaction.query("INSERT INTO test.effect VALUES ($1)", [.text(event.about)])
        } catch {
            throw .database(error)
        }
        if let failure = await within(event) { throw failure }
    }
}
