internal import Bytes
internal import Contracts
internal import Events
internal import HTTP
internal import Postgres
internal import ServiceKit

/// The routes of holds.
final class HoldDesk {
    private let parts: BookingParts

    init(_ parts: BookingParts) {
        self.parts = parts
    }

    func register(_ router: ServiceRouter) {
        router.post(ServicePaths.holds, needs: [.admission, .user, .idempotencyKey], bodyLimit: 4096) {
            (request: ServiceRequest, context: ServiceContext) async throws(ServiceError) in
            try await self.create(request, context)
        }
        router.get(ServicePaths.hold, needs: [.admission, .user]) {
            (request: ServiceRequest, _) async throws(ServiceError) in
            .json(try await self.hold(try Self.id(request), try Visitor(request)))
        }
        router.delete(ServicePaths.hold, needs: [.admission, .user]) {
            (request: ServiceRequest, _) async throws(ServiceError) in
            try await self.release(request)
        }
        router.post(ServicePaths.holdExtension, needs: [.admission, .user, .idempotencyKey]) {
            (request: ServiceRequest, _) async throws(ServiceError) in
            try await self.extend(request)
        }
    }

    /// The id in the path; what is no UUID names nothing.
    static func id(_ request: ServiceRequest) throws(ServiceError) -> PostgresUUID {
        guard let id = PostgresUUID(request[parameter: "id"]) else { throw .notFound }
        return id
    }

    // MARK: Making one

    private func create(
        _ request: ServiceRequest, _ context: ServiceContext
    ) async throws(ServiceError) -> ServiceResponse {
        let visitor = try Visitor(request)
        guard request.hasMediaType("application/json") else { throw ServiceError(.unsupportedMediaType) }
        let mark = Idempotency(
            principal: visitor.account.description, route: "POST \(ServicePaths.holds)",
            key: try request.idempotencyKey, body: request.body)
        let (attempt, labels): (HoldAttempt, [(number: Int, label: String)])
        do throws(ServiceError) {
            (attempt, labels) = try await self.attempt(request.body, visitor, mark, now: context.now)
        } catch {
            // What cannot be wished, or no more, may have been answered before, or be another body.
            let stored: StoredAnswer? = try await mark.replay(
                for: ServiceError.self, in: context.postgres)
            guard let stored else { throw error }
            return .stored(stored)
        }
        do throws(HoldRefusal) {
            switch try await parts.inventory.hold(attempt) {
            case .made(let answer):
                parts.count(.held)
                return .json(bytes: answer, status: 201)
            case .replayed(let answer):
                return .json(bytes: answer, status: 201).with("Idempotent-Replayed", "true")
            }
        } catch {
            if case .taken = error { parts.count(.taken) }
            throw ServiceError(error, labels: labels)
        }
    }

    /// The number of each label, in the order of the request.
    private static func numbers(
        of wish: HoldWish, in plan: TripPlan
    ) throws(ServiceError) -> [(number: Int, label: String)] {
        var numbers: [(number: Int, label: String)] = []
        for (place, label) in wish.seats.enumerated() {
            guard let number = plan.seat(labelled: label) else {
                throw .invalid("#/seats/\(place)", "the train has no such seat")
            }
            numbers.append((number, label))
        }
        return numbers
    }

    /// What a body wishes, looked at before a store is asked.
    private func attempt(
        _ body: [UInt8], _ visitor: Visitor, _ mark: Idempotency, now: Int64
    ) async throws(ServiceError) -> (HoldAttempt, [(number: Int, label: String)]) {
        let wish = try HoldWish(body)
        let plan = try await parts.plan(wish.trip)
        guard let stretch = plan.stretch(from: wish.from, to: wish.to) else {
            throw .invalid("#/to", "the train does not go from there to there")
        }
        if let closed = ServiceError(plan.sale(from: stretch.start, at: now), now: now) { throw closed }
        let labels = try Self.numbers(of: wish, in: plan)
        return (try attempt(wish, plan, stretch, labels, visitor, mark), labels)
    }

    private func attempt(
        _ wish: HoldWish, _ plan: TripPlan, _ stretch: Stretch, _ labels: [(number: Int, label: String)],
        _ visitor: Visitor, _ mark: Idempotency
    ) throws(ServiceError) -> HoldAttempt {
        let id = PostgresUUID.random()
        let seats = labels.map(\.number).sorted()
        var prices: [Int64] = []
        for seat in seats {
            guard let price = plan.price(of: plan.seats[seat].category, on: stretch) else {
                throw .invalid("#/seats", "\(plan.seats[seat].label) is not sold")
            }
            prices.append(price)
        }
        let answer = Self.answer(
            id, wish, seats.map { plan.seats[$0].label }, amount: prices.reduce(0, +))
        return HoldAttempt(
            id: id, trip: plan.id, seats: seats, stretch: stretch, prices: prices,
            account: visitor.account, admission: visitor.admission, key: mark, answer: answer)
    }

    /// A `HoldModel` without what only Postgres knows, and without its end.
    private static func answer(
        _ id: PostgresUUID, _ wish: HoldWish, _ labels: [String], amount: Int64
    ) -> String {
        var buffer = ByteBuffer(capacity: 512)
        _ = JSONWriter.write(into: &buffer) { json in
            json.beginObject()
            json.member("amount", text: Money(minor: amount).text)
            json.member("currency", "BDT")
            json.member("from", text: wish.from)
            json.member("id", text: id.description)
            json.member("is_extended", false)
            json.key("seats")
            json.beginArray()
            for label in labels { json.string(text: label) }
            json.endArray()
            json.member("status", "held")
            json.member("to", text: wish.to)
            json.member("trip", text: wish.trip)
            json.endObject()
        }
        return String(decoding: buffer.copyBytes().dropLast(), as: UTF8.self)
    }

    // MARK: Looking, extending, letting go

    private static let look: SQL = """
        SELECT trip, seats, a, b,
            CASE WHEN status = 'held' AND expires_at <= clock_timestamp() THEN 'expired' ELSE status END,
            fencing, expires_at, (SELECT sum(price)::bigint FROM unnest(prices) price), extended
        FROM booking.hold
        WHERE id = $1 AND account = $2 AND coalesce(admission, $3) = $3 AND status <> 'void'
        """

    private func hold(_ id: PostgresUUID, _ visitor: Visitor) async throws(ServiceError) -> HoldModel {
        let rows = try await parts.rows(Self.look, visitor.values(after: id))
        guard let row = rows.first else { throw .notFound }
        return try await model(id, row)
    }

    private func model(_ id: PostgresUUID, _ row: PostgresRow) async throws(ServiceError) -> HoldModel {
        do throws(PostgresError) {
            let trip = try row.text(0)
            guard let plan = try await parts.trips.plan(trip) else {
                throw PostgresError(.unexpectedValue, "the trip of a hold is gone")
            }
            return HoldModel(
                id: id.description, trip: trip, from: plan.stops[try row.int(2)].station,
                to: plan.stops[try row.int(3)].station,
                seats: try row.int32Array(1).map { plan.seats[Int($0)].label }, status: try row.text(4),
                expiresAt: Timestamp(milliseconds: try row.timestamp(6) / 1000), fencing: try row.int(5),
                amount: Money(minor: try row.int64(7)), isExtended: try row.bool(8))
        } catch {
            throw ServiceError(error)
        }
    }

    private func release(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let visitor = try Visitor(request)
        let id = try Self.id(request)
        do throws(PostgresError) {
            let changes = try await parts.ledger.release(
                id, account: visitor.account, admission: visitor.admission)
            if !changes.isEmpty { parts.count(.released) }
            await parts.inventory.tell(changes)
        } catch {
            throw ServiceError(error, state: .holdSold)
        }
        return .noContent
    }

    private func extend(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let visitor = try Visitor(request)
        let id = try Self.id(request)
        var changes: [HoldStanding] = []
        let answer = try await parts.once(request) {
            (transaction: inout PostgresTransaction) async throws(ServiceError) in
            do throws(PostgresError) {
                let values = visitor.values(after: id)
                changes = try PostgresLedger.standings(
                    await transaction.query("SELECT * FROM booking.extend_hold($1, $2, $3)", values))
                let row = try await transaction.query(Self.look, values).only()
                return try await self.answer(id, row)
            } catch {
                throw ServiceError(error, state: .holdExtended)
            }
        }
        await parts.inventory.tell(changes)
        return parts.response(answer)
    }

    private func answer(_ id: PostgresUUID, _ row: PostgresRow) async throws(PostgresError) -> StoredAnswer {
        do throws(ServiceError) {
            return StoredAnswer(status: 200, body: ServiceResponse.json(try await model(id, row)).body)
        } catch {
            throw PostgresError(.unexpectedValue, error.cause ?? "the hold cannot be told")
        }
    }
}
