package import Events
internal import HTTP
package import Postgres

/// The consumer `webhook`: makes of one event a delivery for each endpoint that wants it.
///
/// From then on each delivery has its own tries, so a receiver that is away holds up nobody else.
package final class WebhookFanOut: EventWork {
    private let origin: EventOrigin
    private let nudge: () -> Void

    /// A fan-out for an installation; `nudge` wakes its sender.
    package init(_ origin: EventOrigin, nudge: @escaping () -> Void) {
        self.origin = origin
        self.nudge = nudge
    }

    /// Writes the deliveries in the event's own transaction.
    package func apply(
        _ event: Event, _ outside: Void, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) {
        let (type, body) = try content(event)
        do throws(PostgresError) {
            _ = try await transaction.query(
                """
                INSERT INTO event.delivery (endpoint, event, body)
                SELECT id, $1, $2 FROM event.endpoint WHERE disabled_at IS NULL AND event.wants(types, $3)
                ON CONFLICT (endpoint, event) DO NOTHING
                """, [.text(id(event)), .text(body), .text(type)])
        } catch {
            throw .database(error)
        }
    }

    /// Lets the sender look at once.
    package func committed(_ event: Event, _ outcome: Void) async {
        nudge()
    }

    private func id(_ event: Event) -> String { "msg_\(event.row)" }

    /// The event's type without our prefix, and its body for outsiders.
    private func content(_ event: Event) throws(EventFailure) -> (type: String, body: String) {
        guard let told = try? JSONReader.read(Array(event.body.utf8).span.bytes, maximumBytes: 65_536),
            let type = told["type"]?.text, let subject = told["subject"]?.text, let time = told["time"]?.text
        else { throw .poison("the event does not say its type, subject and time") }
        let cloudEvent = CloudEvent(
            id: id(event), source: origin.source, type: "\(origin.prefix).\(type)", subject: subject,
            time: time, data: told["data"] ?? .null)
        guard let body = cloudEvent.body() else { throw .poison("the event is too large for receivers") }
        return (type, String(decoding: body, as: UTF8.self))
    }
}
