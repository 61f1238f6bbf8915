internal import Contracts
internal import EventLoop
internal import Postgres
internal import Redis
internal import ServiceKit
internal import Telemetry

/// What can be bought, on one loop: stations, searches, trips, seat maps, suggestions and live changes.
///
/// Nothing here sells: the words of a trip's seats are read from Redis once a second at most, and a seat that
/// looks free may be gone when it is asked for.
final class Catalogue {
    /// How often the database is asked for trips that are there since.
    private static let refreshEvery = Duration.seconds(30)

    let board: SeatBoard
    let live: LiveSeats
    let answers = AnswerCache(capacity: 2048)
    private let context: ServiceContext
    private let shelf: TripShelf
    private let reader: TripIndexReader
    private let saleDays: Int
    private var generation = -1

    /// The catalogue of a loop over booking's own stores; `days` ahead are on sale.
    init(
        on loop: isolated Loop, _ context: ServiceContext, inventory: Inventory, seats: RedisSeats, days: Int
    ) {
        self.context = context
        saleDays = days
        shelf = context.shared("booking_trips") { TripShelf() }
        reader = TripIndexReader(pool: context.postgres)
        board = SeatBoard(
            seats: seats, inventory: inventory, pool: context.postgres, reactor: loop.reactor)
        live = LiveSeats(
            context,
            RedisListener(context.redis.configuration, on: loop, resolver: context.resolver))
    }

    /// What is on sale now; answers of another timetable are forgotten.
    ///
    /// Throws 503 as long as nothing was read: that there are no stations would be a wrong answer.
    func index() throws(ServiceError) -> TripIndex {
        let now = shelf.generation
        guard now > 0 else { throw .unavailable("the catalogue was not read yet") }
        if now != generation {
            generation = now
            answers.removeAll()
        }
        return shelf.current
    }

    /// Begins the work that goes on by itself, until the role ends; the first loop does it for all.
    func start() {
        context.onEnd { [live] in live.end() }
        guard context.index == 0 else { return }
        context.health.set("catalogue", ready: false)
        context.start { [self] in
            while await context.pause(await refresh() ? Self.refreshEvery : .milliseconds(500)) {}
        }
    }

    /// Makes the trips of the days to come, and reads what is on sale; whether both went well.
    private func refresh() async -> Bool {
        do throws(PostgresError) {
            try await read()
            // Days are made one by one, each in a transaction of its own, and sold from then on.
            while try await makeDay() > 0, !context.isEnding { try await read() }
            context.health.set("catalogue", ready: true)
            return true
        } catch {
            // What is on sale already is sold, though a day more could not be made.
            if !shelf.current.trips.isEmpty { context.health.set("catalogue", ready: true) }
            // Who ends gives up what is in progress; the next start goes on with that day.
            guard !context.isEnding else { return false }
            context.log.warning("catalogue_not_read") { $0.field("reason", "\(error)") }
            return false
        }
    }

    private func read() async throws(PostgresError) {
        let known = shelf.current
        let index = try await reader.read(known: known)
        if index.stations != known.stations || Set(index.trips.keys) != Set(known.trips.keys) {
            shelf.put(index)
            context.log.info("catalogue_read") { line in
                line.field("stations", index.stations.count)
                line.field("trips", index.trips.count)
            }
        }
    }

    private func makeDay() async throws(PostgresError) -> Int {
        try await context.postgres.transaction { transaction throws(PostgresError) in
            try await transaction.allow(.seconds(60))
            return try await transaction.query(
                "SELECT booking.make_sale($1)", [.int32(Int32(clamping: self.saleDays))]
            ).only().int(0)
        }
    }
}
