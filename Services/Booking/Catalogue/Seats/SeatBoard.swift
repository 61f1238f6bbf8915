internal import EventLoop
internal import Postgres
internal import Redis
internal import ServiceKit

/// What one loop knows of the seats of its trips: read from Redis once a second at most, however many ask.
///
/// A cold trip is made warm. Where Redis is away the database answers, which is slower and just as true;
/// where both are, what was known a minute ago at most.
final class SeatBoard {
    /// How long what was read counts as now.
    static let freshFor = Duration.seconds(1)
    /// How long it is better than nothing.
    private static let usableFor = Duration.seconds(60)
    private static let mostTrips = 4096

    private struct Entry {
        var words: SeatWords
        var readAt: LoopInstant
    }

    private let seats: RedisSeats
    private let inventory: Inventory
    private let pool: PostgresPool
    private let reactor: Reactor
    private let gate: WorkGate
    private var entries: [String: Entry] = [:]

    init(seats: RedisSeats, inventory: Inventory, pool: PostgresPool, reactor: Reactor) {
        self.seats = seats
        self.inventory = inventory
        self.pool = pool
        self.reactor = reactor
        gate = WorkGate(reactor)
    }

    /// What is known of a trip and still fresh, and until when.
    func fresh(_ trip: String) -> (words: SeatWords, until: LoopInstant)? {
        guard let entry = entries[trip] else { return nil }
        let until = entry.readAt.advanced(by: Self.freshFor)
        return LoopInstant.now < until ? (entry.words, until) : nil
    }

    /// The seats of a trip as they are now, or were within a second; and until when that is so.
    func words(_ trip: TripLayout) async throws(ServiceError) -> (words: SeatWords, until: LoopInstant) {
        if let known = fresh(trip.id) { return known }
        if await gate.enter(trip.id, atMost: .seconds(2)) {
            defer { gate.done(trip.id) }
            return try await read(trip)
        }
        if let known = fresh(trip.id) ?? usable(trip.id) { return known }
        throw .unavailable("the seats of \(trip.id) were not read in time")
    }

    private func read(_ trip: TripLayout) async throws(ServiceError) -> (words: SeatWords, until: LoopInstant)
    {
        let asked = LoopInstant.now
        do throws(ServiceError) {
            let words = try await fromRedis(trip)
            guard words.count == trip.seatCount else {
                throw .failure("Redis has \(words.count) seats of \(trip.id), not \(trip.seatCount)")
            }
            return take(words, trip.id, asked)
        } catch {
            if let known = usable(trip.id) { return known }
            return take(try await fromDatabase(trip), trip.id, asked)
        }
    }

    private func fromRedis(_ trip: TripLayout) async throws(ServiceError) -> [UInt32] {
        do throws(RedisError) {
            if let words = try await seats.words(trip: trip.id) { return words }
        } catch {
            throw ServiceError(error)
        }
        do throws(HoldRefusal) {
            try await inventory.warm(trip: trip.id)
        } catch {
            throw .unavailable("\(trip.id) did not become warm")
        }
        do throws(RedisError) {
            if let words = try await seats.words(trip: trip.id) { return words }
        } catch {
            throw ServiceError(error)
        }
        throw .unavailable("\(trip.id) is cold")
    }

    private func fromDatabase(_ trip: TripLayout) async throws(ServiceError) -> [UInt32] {
        do throws(PostgresError) {
            let rows = try await pool.query(
                "SELECT taken FROM booking.seat WHERE trip = $1 ORDER BY number", [.text(trip.id)])
            var words: [UInt32] = []
            words.reserveCapacity(rows.count)
            for row in rows { words.append(UInt32(bitPattern: try row.int32(0))) }
            return words
        } catch {
            throw ServiceError(error)
        }
    }

    /// Notes what was read; bits that are the same keep their counts.
    private func take(
        _ words: [UInt32], _ trip: String, _ readAt: LoopInstant
    ) -> (words: SeatWords, until: LoopInstant) {
        let old = entries[trip]?.words
        let kept = old.flatMap { $0.words == words ? $0 : nil } ?? SeatWords(words)
        if entries.count >= Self.mostTrips, entries[trip] == nil { forgetOld() }
        entries[trip] = Entry(words: kept, readAt: readAt)
        return (kept, readAt.advanced(by: Self.freshFor))
    }

    private func usable(_ trip: String) -> (words: SeatWords, until: LoopInstant)? {
        guard let entry = entries[trip] else { return nil }
        let now = LoopInstant.now
        guard now.since(entry.readAt) < Self.usableFor else { return nil }
        // Old already: to be asked again with the next request, not with each of this turn.
        return (entry.words, now.advanced(by: Self.freshFor / 4))
    }

    private func forgetOld() {
        let now = LoopInstant.now
        entries = entries.filter { now.since($0.value.readAt) < Self.usableFor }
        if entries.count >= Self.mostTrips { entries = [:] }
    }
}
