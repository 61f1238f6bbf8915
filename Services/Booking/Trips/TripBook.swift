package import EventLoop
package import Postgres

/// The plans of the trips that a loop was asked for, read from Postgres and kept for a minute.
package final class TripBook {
    private struct Page {
        var plan: TripPlan
        var readAt: LoopInstant
    }

    private static let freshFor = Duration.seconds(60)
    private static let mostPages = 1024
    private let pool: PostgresPool
    private let gate: WorkGate
    private var pages: [String: Page] = [:]
    private var strangers: [String: LoopInstant] = [:]

    /// A book over a pool of the same loop.
    package init(_ pool: PostgresPool, reactor: Reactor) {
        self.pool = pool
        gate = WorkGate(reactor)
    }

    /// The plan of a trip; nil when there is no such trip.
    package func plan(_ trip: String) async throws(PostgresError) -> TripPlan? {
        if let plan = remembered(trip) { return plan }
        if let asked = strangers[trip], LoopInstant.now.since(asked) < .seconds(5) { return nil }
        guard await gate.enter(trip, atMost: .seconds(2)) else { return pages[trip]?.plan }
        defer { gate.done(trip) }
        return try await read(trip)
    }

    /// The plan where it is at hand and not too old.
    package func remembered(_ trip: String) -> TripPlan? {
        guard let page = pages[trip], LoopInstant.now.since(page.readAt) < Self.freshFor else { return nil }
        return page.plan
    }

    private func read(_ trip: String) async throws(PostgresError) -> TripPlan? {
        let plan: TripPlan?
        do throws(PostgresError) {
            plan = try await TripPlanReading.plan(trip, from: pool)
        } catch {
            // Plans hardly ever change: an old one is better than none.
            if let old = pages[trip]?.plan { return old }
            throw error
        }
        let now = LoopInstant.now
        guard let plan else {
            if strangers.count >= Self.mostPages { strangers.removeAll() }
            strangers[trip] = now
            return nil
        }
        if pages.count >= Self.mostPages, pages[trip] == nil, let any = pages.keys.first { pages[any] = nil }
        pages[trip] = Page(plan: plan, readAt: now)
        return plan
    }
}
