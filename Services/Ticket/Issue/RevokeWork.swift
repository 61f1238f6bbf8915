internal import Events
internal import Postgres
internal import ServiceKit

/// `ticket.revoke`: the tickets of an order are worth nothing any more, those still to come included.
final class RevokeWork: EventWork {
    private struct Body: Decodable {
        let order: PostgresUUID
        let reason: String?
    }

    init() {}

    func apply(
        _ event: Event, _ outside: Void, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) {
        guard let body = try? WireJSON.decode(Body.self, from: Array(event.body.utf8)),
            "\(body.order)" == event.about.lowercased()
        else { throw .poison("the body is no revocation") }
        do throws(PostgresError) {
            _ = try await transaction.revoke(order: body.order, reason: body.reason ?? "revoked")
            _ = try await transaction.query(
                "SELECT event.tell('ticket.revoked', $1, $2)",
                [.text(event.about), .json("{\"order\":\"\(body.order)\"}")])
        } catch {
            throw .database(error)
        }
    }
}
