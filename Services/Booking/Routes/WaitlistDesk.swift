internal import Contracts
internal import Events
internal import Postgres
internal import ServiceKit

/// The routes of the waitlist.
final class WaitlistDesk {
    private let parts: BookingParts

    init(_ parts: BookingParts) {
        self.parts = parts
    }

    func register(_ router: ServiceRouter) {
        router.post(ServicePaths.waitlist, needs: [.admission, .user, .idempotencyKey]) {
            (request: ServiceRequest, context: ServiceContext) async throws(ServiceError) in
            try await self.join(request, now: context.now)
        }
        router.get(ServicePaths.waitlist, needs: [.admission, .user]) {
            (request: ServiceRequest, _) async throws(ServiceError) in
            try await self.list(request)
        }
        router.get(ServicePaths.waitlistEntry, needs: [.admission, .user]) {
            (request: ServiceRequest, _) async throws(ServiceError) in
            let rows = try await self.parts.rows(
                WaiterReading.one, [.uuid(try Visitor(request).account), .uuid(try HoldDesk.id(request))])
            guard let row = rows.first else { throw .notFound }
            return .json(try await self.model(row))
        }
        router.delete(ServicePaths.waitlistEntry, needs: [.admission, .user]) {
            (request: ServiceRequest, _) async throws(ServiceError) in
            try await self.leave(request)
        }
    }

    private func model(_ row: PostgresRow) async throws(ServiceError) -> WaitlistModel {
        do throws(PostgresError) {
            let waiter = try WaiterReading(row)
            guard let plan = try await parts.trips.plan(waiter.trip) else {
                throw PostgresError(.unexpectedValue, "the trip of a waiter is gone")
            }
            return try waiter.model(plan)
        } catch {
            throw ServiceError(error)
        }
    }

    private func list(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let rows = try await parts.rows(WaiterReading.latest, [.uuid(try Visitor(request).account)])
        var entries: [WaitlistModel] = []
        for row in rows { entries.append(try await model(row)) }
        return .json(WaitlistList(entries: entries))
    }

    private func join(_ request: ServiceRequest, now: Int64) async throws(ServiceError) -> ServiceResponse {
        let visitor = try Visitor(request)
        if let done = try await parts.replay(request) { return done }
        let language = request.language
        let wish = try request.json(WaitlistRequest.self)
        let plan = try await parts.plan(wish.trip)
        guard let stretch = plan.stretch(from: wish.from, to: wish.to) else {
            throw .invalid("#/to", "the train does not go from there to there")
        }
        if let closed = ServiceError(plan.sale(from: stretch.start, at: now), now: now) { throw closed }
        guard (1...HoldWish.mostSeats).contains(wish.count) else { throw .invalid("#/count", "one to four") }
        guard plan.seats.contains(where: { $0.category == wish.classCode }),
            let price = plan.price(of: wish.classCode, on: stretch)
        else { throw .invalid("#/class_code", "the train has no such class") }
        let id = PostgresUUID.random()
        var changes: [HoldStanding] = []
        let answer = try await parts.once(request) {
            (transaction: inout PostgresTransaction) async throws(ServiceError) in
            do throws(PostgresError) {
                changes = try PostgresLedger.standings(
                    await transaction.query(
                        "SELECT * FROM booking.join_waitlist($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        [
                            .uuid(id), .text(plan.id), .int32(Int32(stretch.start)),
                            .int32(Int32(stretch.end)), .int32(Int32(wish.count)), .text(wish.classCode),
                            .int64(price), .uuid(visitor.account), .text(language.rawValue),
                        ]))
            } catch {
                throw ServiceError(error, state: .alreadyWaiting)
            }
            return try await self.answer(id, visitor, in: &transaction)
        }
        await parts.inventory.tell(changes)
        return parts.response(answer)
    }

    private func answer(
        _ id: PostgresUUID, _ visitor: Visitor, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> StoredAnswer {
        let row: PostgresRow
        do throws(PostgresError) {
            row = try await transaction.query(
                WaiterReading.one, [.uuid(visitor.account), .uuid(id)]
            ).only()
        } catch {
            throw ServiceError(error)
        }
        return StoredAnswer(status: 201, body: ServiceResponse.json(try await model(row)).body)
    }

    private func leave(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let visitor = try Visitor(request)
        let id = try HoldDesk.id(request)
        do throws(PostgresError) {
            await parts.inventory.tell(try await parts.ledger.leaveWaitlist(id, account: visitor.account))
        } catch {
            throw ServiceError(error, state: .offerTaken)
        }
        return .noContent
    }
}
