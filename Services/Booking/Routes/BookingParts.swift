internal import EventLoop
internal import Events
internal import HTTP
internal import Postgres
internal import ServiceKit
internal import Settings
internal import Telemetry

/// Everything of booking on one loop: stores, inventory, plans, desks and the work that goes on by itself.
final class BookingParts {
    let context: ServiceContext
    let ledger: PostgresLedger
    let inventory: Inventory
    let trips: TripBook
    let catalogue: Catalogue
    let relay: OutboxRelay
    private let confirm: EventConsumer<ConfirmWork>
    private let metrics: HoldMetrics

    /// The parts of a loop.
    init(on loop: isolated Loop, _ context: ServiceContext) {
        self.context = context
        let pool = context.postgres
        ledger = PostgresLedger(pool, reactor: loop.reactor)
        let seats = RedisSeats(context.redis)
        inventory = Inventory(ledger: ledger, seats: seats, reactor: loop.reactor)
        catalogue = Catalogue(
            on: loop, context, inventory: inventory, seats: seats, days: context.services.booking.saleDays)
        trips = TripBook(pool, reactor: loop.reactor)
        relay = OutboxRelay(pool: pool, redis: context.redis, on: loop.reactor, log: context.log)
        let registry = context.registry
        let metrics = context.shared("booking_holds") { HoldMetrics(registry) }
        self.metrics = metrics
        let shard = context.shard
        confirm = EventConsumer(
            "booking.confirm",
            ConfirmWork(inventory, relay: relay) { metrics.count(.confirmed, on: shard) },
            pool: pool, redis: context.redis, on: loop, resolver: context.resolver,
            log: context.log)
    }

    /// Registers all routes.
    func register(_ router: ServiceRouter) {
        HoldDesk(self).register(router)
        OrderDesk(self).register(router)
        WaitlistDesk(self).register(router)
        catalogue.register(router)
    }

    /// Begins the work that goes on by itself, until the role ends.
    func start() {
        confirm.start()
        catalogue.start()
        context.onEnd { [confirm, relay] in
            confirm.stop()
            relay.stop()
        }
        // Once a process: other processes do the same.
        guard context.index == 0 else { return }
        relay.start()
        let metrics = metrics
        let shard = context.shard
        let caretaker = Caretaker(inventory, log: context.log) { count in
            metrics.count(.expired, count, on: shard)
        }
        context.every(.seconds(1)) { await caretaker.tick() }
        context.start { [weak self] in await self?.setRules() }
    }

    /// Brings the database's rules to what the settings say, however long that takes.
    private func setRules() async {
        repeat {
            do throws(PostgresError) {
                return try await ledger.set(context.services.booking.rules)
            } catch {
                context.log.warning("rules_not_set") { $0.field("reason", "\(error)") }
            }
        } while await context.pause(.seconds(1))
    }

    // MARK: For the desks

    /// Counts what became of a hold.
    func count(_ result: HoldMetrics.Result) {
        metrics.count(result, on: context.shard)
    }

    /// The plan of a trip; 404 when there is none.
    func plan(_ trip: String) async throws(ServiceError) -> TripPlan {
        if let plan = trips.remembered(trip) { return plan }
        let plan: TripPlan?
        do throws(PostgresError) {
            plan = try await trips.plan(trip)
        } catch {
            throw ServiceError(error)
        }
        guard let plan else { throw .notFound }
        return plan
    }

    /// The rows of a query that reads.
    func rows(_ sql: SQL, _ values: [PostgresValue]) async throws(ServiceError) -> PostgresRows {
        do throws(PostgresError) {
            return try await context.postgres.query(sql, values)
        } catch {
            throw ServiceError(error)
        }
    }

    /// Runs an effect once under the request's key.
    func once(
        _ request: ServiceRequest,
        _ effect: (inout PostgresTransaction) async throws(ServiceError) -> StoredAnswer
    ) async throws(ServiceError) -> StoredAnswer {
        try await mark(request).run(in: context.postgres, effect)
    }

    /// What stands under the request's key already; 422 where that is the answer to another body.
    ///
    /// For effects whose wishes are looked at before: what was answered stays so, though it could not be
    /// wished any more, and another body is told so whatever it wishes.
    func replay(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse? {
        let stored: StoredAnswer? = try await mark(request).replay(
            for: ServiceError.self, in: context.postgres)
        return stored.map(response)
    }

    /// The request under its key; the path's parameters belong to what is asked.
    private func mark(_ request: ServiceRequest) throws(ServiceError) -> Idempotency {
        Idempotency(
            principal: try request.user.account, route: "\(request.method.name) \(request.template)",
            key: try request.idempotencyKey, body: Array(request.path.utf8) + request.body)
    }

    /// The response of a stored answer.
    func response(_ answer: StoredAnswer) -> ServiceResponse {
        let response = ServiceResponse.json(bytes: answer.body, status: answer.status)
        return answer.isReplay ? response.with("Idempotent-Replayed", "true") : response
    }
}
