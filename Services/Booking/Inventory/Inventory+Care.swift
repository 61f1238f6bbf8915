package import Postgres
internal import Redis

extension Inventory {
    /// The sweeper's first half: due holds expire, and whoever waits for their seats is offered them.
    ///
    /// Answers how many there were. One that cannot expire now holds up none of the others; why is thrown at
    /// the end.
    @discardableResult
    package func expireDueHolds(limit: Int = 500) async throws(PostgresError) -> Int {
        var count = 0
        var failure: PostgresError?
        for id in try await ledger.due(limit: limit) {
            do throws(PostgresError) {
                let changes = try await ledger.expire(id)
                if changes.isEmpty { continue }
                count += 1
                await tell(changes)
            } catch {
                // Without a server there is no use in trying the rest.
                guard error.kind == .server else { throw error }
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return count
    }

    /// The sweeper's second half: ids that are past their deadline in Redis are settled.
    ///
    /// A transaction that is still under way keeps its id until the next time.
    package func settleDueIDs(trips: [String], limit: Int = 128) async throws(PostgresError) {
        let found: [(trip: String, ids: [[UInt8]])]
        do throws(RedisError) {
            found = try await seats.due(trips: trips, limit: limit)
        } catch {
            return
        }
        for (trip, ids) in found {
            for id in ids {
                do throws(PostgresError) {
                    try await sync(PostgresUUID(id), trip: trip)
                } catch {
                    if error.sqlState != .lockNotAvailable { throw error }
                }
            }
        }
    }

    /// The reconciler: what Redis and Postgres say about a trip becomes the same, bit by bit.
    ///
    /// Redis is read first: an attempt that it does not know yet cannot be missed in Postgres' answer.
    package func reconcile(trip: String) async throws(PostgresError) {
        let look: [(id: [UInt8], deadline: InventoryReply.Deadline)]?
        do throws(RedisError) {
            look = try await seats.look(trip: trip)
        } catch {
            return
        }
        guard let look else {
            do throws(HoldRefusal) {
                try await warm(trip: trip)
            } catch {
                // It stays cold until somebody wants it, or the next time.
            }
            return
        }
        for id in try await contradictions(look, trip: trip) { try await sync(id, trip: trip) }
        do throws(RedisError) {
            try await seats.rebuild(trip: trip)
        } catch {
            // The next time.
        }
    }

    /// Ids that are live in only one of the two; not those that may still be on their way to Postgres.
    private func contradictions(
        _ look: [(id: [UInt8], deadline: InventoryReply.Deadline)], trip: String
    ) async throws(PostgresError) -> [PostgresUUID] {
        let live = Set(try await ledger.live(trip: trip).map(\.id))
        let seen = look.map { (id: PostgresUUID($0.id), deadline: $0.deadline) }
        let extra = seen.filter { !live.contains($0.id) }
        let known = try await ledger.known(extra.map(\.id))
        let wrong = extra.filter { known.contains($0.id) || $0.deadline != .ahead }.map(\.id)
        return Array(live.subtracting(seen.map(\.id))) + wrong
    }

    /// Offers a trip's free seats to its waiters, whom a crash or a passing lock kept from being served.
    package func serveWaiters(trip: String) async throws(PostgresError) {
        await tell(try await ledger.serve(trip: trip))
    }
}
