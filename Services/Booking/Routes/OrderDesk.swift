internal import Contracts
internal import Events
internal import Postgres
internal import ServiceKit

/// The routes of orders.
final class OrderDesk {
    private let parts: BookingParts

    init(_ parts: BookingParts) {
        self.parts = parts
    }

    func register(_ router: ServiceRouter) {
        router.post(ServicePaths.orders, needs: [.admission, .user, .idempotencyKey]) {
            (request: ServiceRequest, _) async throws(ServiceError) in
            try await self.create(request)
        }
        router.get(ServicePaths.orders, needs: [.admission, .user]) {
            (request: ServiceRequest, _) async throws(ServiceError) in
            try await self.list(request)
        }
        router.get(ServicePaths.order, needs: [.admission, .user]) {
            (request: ServiceRequest, _) async throws(ServiceError) in
            let rows = try await self.parts.rows(OrderReading.one, try Self.values(request))
            guard let row = rows.first else { throw .notFound }
            return .json(try await self.model(row))
        }
        router.post(ServicePaths.orderCancellation, needs: [.admission, .user, .idempotencyKey]) {
            (request: ServiceRequest, context: ServiceContext) async throws(ServiceError) in
            try await self.cancel(request, now: context.now)
        }
    }

    /// The account, and the order of the path.
    private static func values(_ request: ServiceRequest) throws(ServiceError) -> [PostgresValue] {
        [.uuid(try Visitor(request).account), .uuid(try HoldDesk.id(request))]
    }

    private func model(_ row: PostgresRow) async throws(ServiceError) -> OrderModel {
        do throws(PostgresError) {
            let order = try OrderReading(row)
            guard let plan = try await parts.trips.plan(order.trip) else {
                throw PostgresError(.unexpectedValue, "the trip of an order is gone")
            }
            return try order.model(plan)
        } catch {
            throw ServiceError(error)
        }
    }

    private func list(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let rows = try await parts.rows(OrderReading.latest, [.uuid(try Visitor(request).account)])
        var orders: [OrderModel] = []
        for row in rows { orders.append(try await model(row)) }
        return .json(OrderList(orders: orders))
    }

    // MARK: Making one

    private func create(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let visitor = try Visitor(request)
        if let done = try await parts.replay(request) { return done }
        let wish = try OrderWish(try request.json(OrderRequest.self))
        let passengers = try await passengers(wish, visitor)
        let id = PostgresUUID.random()
        let answer = try await parts.once(request) {
            (transaction: inout PostgresTransaction) async throws(ServiceError) in
            do throws(PostgresError) {
                _ = try await transaction.query(
                    "SELECT * FROM booking.place_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                    [
                        .uuid(id), .uuid(wish.hold), .uuid(uuid5(wish.hold, "again")),
                        .uuid(visitor.account), .text(visitor.admission), .optional(wish.phone) { .text($0) },
                        .optional(wish.email) { .text($0) }, .text(wish.language.rawValue),
                        .textArray(passengers.map(\.name)), .textArray(passengers.map { $0.document ?? "" }),
                    ])
            } catch {
                throw ServiceError(error, state: .holdOrdered)
            }
            return try await self.answer(id, visitor, status: 201, in: &transaction)
        }
        return parts.response(answer)
    }

    /// The passengers in the order of the hold's seats.
    private func passengers(
        _ wish: OrderWish, _ visitor: Visitor
    ) async throws(ServiceError) -> [OrderRequest.Passenger] {
        let rows = try await parts.rows(
            """
            SELECT trip, seats FROM booking.hold
            WHERE id = $1 AND account = $2 AND coalesce(admission, $3) = $3 AND status <> 'void'
            """, visitor.values(after: wish.hold))
        guard let row = rows.first else { throw .notFound }
        let (trip, seats): (String, [Int32])
        do throws(PostgresError) {
            (trip, seats) = (try row.text(0), try row.int32Array(1))
        } catch {
            throw ServiceError(error)
        }
        let plan = try await parts.plan(trip)
        return try wish.passengers(inOrderOf: seats.map { plan.seats[Int($0)].label })
    }

    /// The order as the transaction sees it.
    private func answer(
        _ id: PostgresUUID, _ visitor: Visitor, status: Int, in transaction: inout PostgresTransaction
    ) async throws(ServiceError) -> StoredAnswer {
        let row: PostgresRow
        do throws(PostgresError) {
            row = try await transaction.query(
                OrderReading.one, [.uuid(visitor.account), .uuid(id)]
            ).only()
        } catch {
            throw ServiceError(error)
        }
        return StoredAnswer(status: status, body: ServiceResponse.json(try await model(row)).body)
    }

    // MARK: Cancelling

    /// What comes back: by the railway's rule, or all of it where an operator cancels, whatever was used and
    /// wherever the train is.
    private static func refund(
        of order: OrderReading, _ plan: TripPlan, now: Int64, isWhole: Bool
    ) throws(PostgresError) -> Int64 {
        if isWhole { return order.amount }
        let left = plan.stops[order.stretch.start].departs - now
        guard let refund = RefundRule.standard.refund(of: order.amount, untilDeparture: .milliseconds(left))
        else { throw PostgresError(sqlState: .wrongState, message: "the train has left") }
        return refund
    }

    /// Whose order it is; only operators may ask.
    private func owner(of order: PostgresUUID) async throws(ServiceError) -> PostgresUUID {
        let rows = try await parts.rows(
            "SELECT account FROM booking.booking_order WHERE id = $1", [.uuid(order)])
        guard let row = rows.first else { throw .notFound }
        do throws(PostgresError) {
            return try row.uuid(0)
        } catch {
            throw ServiceError(error)
        }
    }

    private func cancel(_ request: ServiceRequest, now: Int64) async throws(ServiceError) -> ServiceResponse {
        var visitor = try Visitor(request)
        let id = try HoldDesk.id(request)
        let isOperator = try request.user.has(role: "operator")
        if isOperator { visitor.account = try await owner(of: id) }
        var changes: [HoldStanding] = []
        var hasLeft = false
        let answer = try await parts.once(request) {
            (transaction: inout PostgresTransaction) async throws(ServiceError) in
            do throws(PostgresError) {
                let rows = try await transaction.query(
                    OrderReading.one, [.uuid(visitor.account), .uuid(id)])
                guard let order = try rows.first.map({ row throws(PostgresError) in try OrderReading(row) }),
                    let plan = try await self.parts.trips.plan(order.trip)
                else { throw PostgresError(sqlState: .notTheirs, message: "there is no such order") }
                hasLeft = !isOperator && order.isOpen && plan.stops[order.stretch.start].departs <= now
                let refund = try Self.refund(of: order, plan, now: now, isWhole: isOperator)
                changes = try PostgresLedger.standings(
                    await transaction.query(
                        "SELECT * FROM booking.cancel_order($1, $2, $3, $4, $5)",
                        [
                            .uuid(id), .uuid(visitor.account), .text(order.status), .int64(refund),
                            .bool(isOperator),
                        ]))
            } catch {
                // Nothing comes back of a train that has left, so nothing is to be cancelled.
                throw ServiceError(error, state: hasLeft ? .tripDeparted : .orderState)
            }
            return try await self.answer(id, visitor, status: 200, in: &transaction)
        }
        await parts.inventory.tell(changes)
        parts.relay.nudge()
        return parts.response(answer)
    }
}
