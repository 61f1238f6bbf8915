package import EventLoop
package import Postgres

/// The plans of the trips that a loop was asked for, read from Postgres and read again each minute.
///
/// A plan hardly ever changes, so nobody waits for a younger one: the old one is answered meanwhile, also
/// while the database is away.
package final class TripBook {
    private struct Page {
        var plan: TripPlan
        /// When it is to be read again.
        var refreshAt: LoopInstant
    }

    private static let freshFor = Duration.seconds(60)
    private static let mostPages = 1024
    private let pool: PostgresPool
    private let reactor: Reactor
    private let gate: WorkGate
    private var pages: [String: Page] = [:]
    /// Until when trips that nobody knows are not looked for again.
    private var strangers: [String: LoopInstant] = [:]

    /// A book over a pool of the same loop.
    package init(_ pool: PostgresPool, reactor: Reactor) {
        self.pool = pool
        self.reactor = reactor
        gate = WorkGate(reactor)
    }

    /// The plan of a trip; nil when there is no such trip.
    package func plan(_ trip: String) async throws(PostgresError) -> TripPlan? {
        if let plan = remembered(trip) { return plan }
        if let until = strangers[trip], LoopInstant.now < until { return nil }
        guard await gate.enter(trip, atMost: .seconds(2)) else { return pages[trip]?.plan }
        defer { gate.done(trip) }
        return try await read(trip)
    }

    /// The plan where it is at hand; one that is old is read again behind the caller's back.
    package func remembered(_ trip: String) -> TripPlan? {
        guard let page = pages[trip] else { return nil }
        let now = LoopInstant.now
        if now >= page.refreshAt {
            // Should this reading fail, the next one is five seconds away.
            pages[trip]?.refreshAt = now.advanced(by: .seconds(5))
            _ = reactor.runners.start(PlanRefresh(self, trip))
        }
        return page.plan
    }

    /// Reads a plan and keeps it.
    @discardableResult
    func read(_ trip: String) async throws(PostgresError) -> TripPlan? {
        let plan = try await TripPlanReading.plan(trip, from: pool)
        guard let plan else {
            if strangers.count >= Self.mostPages { strangers.removeAll() }
            strangers[trip] = LoopInstant.now.advanced(by: .seconds(5))
            return nil
        }
        if pages.count >= Self.mostPages, pages[trip] == nil, let any = pages.keys.first { pages[any] = nil }
        pages[trip] = Page(plan: plan, refreshAt: LoopInstant.now.advanced(by: Self.freshFor))
        return plan
    }
}
