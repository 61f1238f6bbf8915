internal import Contracts
internal import EventLoop
internal import Postgres
internal import ServiceKit

/// The routes of tickets on one loop.
final class TicketService {
    let house: TicketHouse
    let pool: PostgresPool

    init(_ house: TicketHouse, pool: PostgresPool) {
        self.house = house
        self.pool = pool
    }

    /// Registers all routes; the public ones ask for nothing, since they tell nothing of anybody.
    func register(on router: ServiceRouter) {
        router.get(ServicePaths.ticketKeys) { (request, _) async throws(ServiceError) in
            self.keys(request)
        }
        router.get(ServicePaths.ticketRevocations) { (request, context) async throws(ServiceError) in
            try context.limits.take(Self.lists, .address(request.client))
            return try await self.revocations(request, now: context.now)
        }
        router.get(ServicePaths.ticket, needs: [.admission, .user]) {
            (request, _) async throws(ServiceError) in
            .json(try await self.ticket(request).model).cached(Self.privately)
        }
        router.get(ServicePaths.ticketPDF, needs: [.admission, .user]) {
            (request, context) async throws(ServiceError) in
            try context.limits.take(Self.pages, .text(try request.user.account))
            return try await self.pdf(request)
        }
        router.get(ServicePaths.ticketPNG, needs: [.admission, .user]) {
            (request, context) async throws(ServiceError) in
            try context.limits.take(Self.pages, .text(try request.user.account))
            return try await self.png(request)
        }
        router.post(
            ServicePaths.ticketRedemption,
            // No admission: who is at work on a platform does not wait in the line of those who buy.
            needs: [.role("inspector"), .optionalIdempotencyKey], bodyLimit: 4096
        ) { (request, context) async throws(ServiceError) in
            try context.limits.take(Self.scans, .text(try request.user.account))
            return try await self.redeem(request, now: context.now)
        }
    }

    /// A page costs some milliseconds of a processor, a list a signature and a look at the database.
    private static let pages = LimitPolicy("ticket-pages", quota: 60, per: .seconds(60))
    private static let scans = LimitPolicy("ticket-scans", quota: 600, per: .seconds(60))
    private static let lists = LimitPolicy("ticket-lists", quota: 120, per: .seconds(60))

    /// Tickets are nobody else's business: no cache keeps them, neither on the way nor at their reader's.
    private static let privately = "private, no-store"

    /// The ticket that a path names, for its owner and for inspectors; for everybody else it is not there.
    private func ticket(_ request: ServiceRequest) async throws(ServiceError) -> TicketRecord {
        let user = try request.user
        guard let id = PostgresUUID(request[parameter: "id"]) else { throw .notFound }
        let found: TicketRecord?
        do throws(PostgresError) {
            found = try await pool.ticket(id)
        } catch {
            throw ServiceError(error)
        }
        guard let found, user.has(role: "inspector") || PostgresUUID(user.account) == found.account else {
            throw .notFound
        }
        return found
    }

    private func pdf(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let facts = try await ticket(request).facts
        let railway = house.letterhead.railway
        let bytes = try await draw { () throws(PrintError) in
            try TicketPrinter.pdf([facts], railway: railway)
        }
        return ServiceResponse.bytes(bytes, type: "application/pdf").cached(Self.privately)
            .with("Content-Disposition", "inline; filename=\"ticket-\(facts.ticket).pdf\"")
    }

    private func png(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let facts = try await ticket(request).facts
        let railway = house.letterhead.railway
        let bytes = try await draw { () throws(PrintError) in
            try TicketPrinter.png(facts, railway: railway)
        }
        return ServiceResponse.bytes(bytes, type: "image/png").cached(Self.privately)
    }

    private func draw(
        _ work: @escaping @Sendable () throws(PrintError) -> TicketPrinter.Document
    ) async throws(ServiceError) -> [UInt8] {
        do throws(PrintError) {
            return try await house.printer.draw(work)
        } catch {
            throw error == .busy ? .overloaded("\(error)") : .failure("\(error)")
        }
    }
}
