internal import Contracts
internal import Events
internal import Postgres
internal import ServiceKit

/// `ticket.issue`: an order is paid, its tickets are signed and kept, and a mail about them is owed.
///
/// All of it is the event's own transaction. Where the order was revoked before, its tickets are made all the
/// same and revoked at once: what was paid for has its ticket, and the list of revocations names it.
final class IssueWork: EventWork {
    private let cabinet: TicketKeyCabinet

    init(_ cabinet: TicketKeyCabinet) {
        self.cabinet = cabinet
    }

    func apply(
        _ event: Event, _ outside: Void, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) {
        guard let order = TicketOrder(json: event.body), "\(order.order)" == event.about.lowercased() else {
            throw .poison("the body is no order of tickets")
        }
        let issuedAt = Timestamp(microseconds: event.madeAt)
        let drafts = try draft(order, issuedAt)
        do throws(PostgresError) {
            let (isRevoked, _) = try await transaction.begin(order, issuedAt: issuedAt)
            try await transaction.keep(drafts, of: order.account)
            if isRevoked {
                _ = try await transaction.revokeTickets(of: order.order)
            } else {
                _ = try await transaction.pipeline(Self.consequences(order, drafts))
            }
        } catch {
            throw .database(error)
        }
    }

    private func draft(
        _ order: TicketOrder, _ issuedAt: Timestamp
    ) throws(EventFailure) -> [TicketDraft] {
        do throws(PassError) {
            return try TicketDraft.tickets(of: order, issuedAt: issuedAt, signer: cabinet.current.signer)
        } catch {
            throw error == .cannotSign ? .later("\(error)") : .poison("\(error)")
        }
    }

    private static func consequences(_ order: TicketOrder, _ drafts: [TicketDraft]) -> [PostgresStatement] {
        let about = "\(order.order)"
        let ids = drafts.map { "\"\($0.facts.ticket)\"" }.joined(separator: ",")
        return [
            PostgresStatement(
                "SELECT event.put('ticket.mail', $1, $2)",
                [.text(about), .json("{\"order\":\"\(about)\"}")]),
            PostgresStatement(
                "SELECT event.tell('ticket.issued', $1, $2)",
                [.text(about), .json("{\"order\":\"\(about)\",\"tickets\":[\(ids)]}")]),
        ]
    }
}
