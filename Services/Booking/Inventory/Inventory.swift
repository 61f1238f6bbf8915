package import EventLoop
package import Postgres
internal import Redis

/// A trip's seats on one loop: Redis refuses fast, Postgres decides, and what is in doubt is settled by id.
///
/// SEATS.md is the text of it, word for word. Nothing is released on doubt or by time alone.
package final class Inventory {
    /// The truth.
    package let ledger: any HoldLedger
    /// The fast refusal.
    package let seats: any SeatStore

    let reactor: Reactor
    let gate: WorkGate
    /// How long an attempt waits for a cold trip, and a twin for the first request's answer.
    let patience: Duration

    /// An inventory over the stores of the same loop.
    package init(
        ledger: any HoldLedger, seats: any SeatStore, reactor: Reactor, patience: Duration = .seconds(2)
    ) {
        self.ledger = ledger
        self.seats = seats
        self.reactor = reactor
        self.patience = patience
        gate = WorkGate(reactor)
    }

    /// Brings Redis to what Postgres says about an id, and answers that.
    ///
    /// When Postgres does not answer nothing is done. When Redis does not, its own deadline asks again.
    @discardableResult
    package func sync(_ id: PostgresUUID, trip: String) async throws(PostgresError) -> HoldStanding {
        let standing = try await ledger.settle(id, trip: trip)
        await tell([standing])
        return standing
    }

    /// Tells Redis of holds that changed in Postgres.
    ///
    /// What does not arrive is found by the sweeper and the reconciler.
    package func tell(_ changes: [HoldStanding]) async {
        do throws(RedisError) {
            try await seats.tell(changes)
        } catch {
            // Redis is only behind: each id that it still knows has a deadline, or the reconciler's 30 s.
        }
    }

    func release(_ id: PostgresUUID, trip: String) async {
        do throws(RedisError) {
            try await seats.release(id.bytes, trip: trip)
        } catch {
            // The attempt's own deadline is ten seconds away.
        }
    }

    /// Makes a cold trip warm, or waits while another function or process does.
    package func warm(trip: String) async throws(HoldRefusal) {
        guard await gate.enter(trip, atMost: patience) else { return }
        defer { gate.done(trip) }
        let word = PostgresUUID.random().bytes
        if try await lock(trip: trip, word: word) {
            let (count, live) = try await content(trip: trip)
            do throws(RedisError) {
                try await seats.load(trip: trip, word: word, seatCount: count, live)
            } catch {
                throw .unavailable("\(error)")
            }
        } else {
            _ = await Parking(reactor).park(reactor, atMost: .milliseconds(25))
        }
    }

    private func lock(trip: String, word: [UInt8]) async throws(HoldRefusal) -> Bool {
        do throws(RedisError) {
            return try await seats.lock(trip: trip, word: word)
        } catch {
            throw .unavailable("\(error)")
        }
    }

    /// What Postgres says about a trip; without it the trip stays cold, and nothing is sold from it.
    private func content(
        trip: String
    ) async throws(HoldRefusal) -> (seatCount: Int, holds: [(SeatClaim, HoldTerm)]) {
        do throws(PostgresError) {
            let count = try await ledger.seatCount(trip: trip)
            if count == 0 { throw PostgresError(.unexpectedValue, "the trip has no seats") }
            let live = try await ledger.live(trip: trip)
            return (count, live.compactMap { hold in hold.term.map { (hold.claim, $0) } })
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
