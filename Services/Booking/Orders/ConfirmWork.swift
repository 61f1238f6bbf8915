internal import Bytes
internal import Events
internal import HTTP
internal import Postgres

/// Money has come: the order is confirmed, or the money goes back (SEATS.md, Confirm).
final class ConfirmWork: EventWork {
    private let inventory: Inventory
    private let relay: OutboxRelay?
    private let sold: () -> Void

    init(_ inventory: Inventory, relay: OutboxRelay?, sold: @escaping () -> Void = {}) {
        self.inventory = inventory
        self.relay = relay
        self.sold = sold
    }

    /// What came of it, and the holds that changed.
    struct Outcome {
        var isSold = false
        var changes: [HoldStanding] = []
    }

    func apply(
        _ event: Event, _ outside: Void, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) -> Outcome {
        let (payment, currency) = try Self.content(of: event)
        do throws(PostgresError) {
            let rows = try await transaction.query(
                "SELECT * FROM booking.confirm($1, $2)", [.uuid(payment), .text(currency)])
            var outcome = Outcome()
            for row in rows {
                outcome.isSold = try ["sold", "again"].contains(row.text(0))
                if try !row.isNull(1) { outcome.changes.append(try HoldStanding(row, from: 1)) }
            }
            return outcome
        } catch {
            if error.sqlState == .notTheirs { throw .poison("there is no such payment") }
            throw .database(error)
        }
    }

    func committed(_ event: Event, _ outcome: Outcome) async {
        if outcome.isSold { sold() }
        // Tickets, or refunds.
        relay?.nudge()
        await inventory.tell(outcome.changes)
    }

    private static func content(of event: Event) throws(EventFailure) -> (PostgresUUID, String) {
        do throws(JSONError) {
            let body = try JSONReader.read(Array(event.body.utf8).span.bytes)
            if let payment = PostgresUUID(event.about), let currency = body["currency"]?.text {
                return (payment, currency)
            }
        } catch {
            // Said below.
        }
        throw .poison("the event does not say which payment in which currency")
    }
}
