internal import EventLoop
internal import Postgres
internal import Redis

extension Inventory {
    /// Holds seats, all or none; a repeated request gets the first one's answer.
    package func hold(_ attempt: HoldAttempt) async throws(HoldRefusal) -> HoldOutcome {
        let end = LoopInstant.now.advanced(by: patience)
        repeat {
            switch try await ask(attempt) {
            case .granted: return try await place(attempt)
            case .taken(let seats): throw .taken(seats: seats)
            case .cold: try await warm(trip: attempt.trip)
            case .again(let id):
                if let answer = try await twin(attempt, of: PostgresUUID(id)) {
                    return .replayed(answer: answer)
                }
            }
        } while LoopInstant.now < end
        throw .unavailable("the trip did not become warm in time")
    }

    private func ask(_ attempt: HoldAttempt) async throws(HoldRefusal) -> InventoryReply.Hold {
        do throws(RedisError) {
            return try await seats.hold(attempt.claim, trip: attempt.trip)
        } catch {
            // If it ran all the same, its deadline is ten seconds away.
            throw .unavailable("\(error)")
        }
    }

    // MARK: Postgres decides

    private func place(_ attempt: HoldAttempt) async throws(HoldRefusal) -> HoldOutcome {
        let placed: PlacedHold
        do throws(PostgresError) {
            placed = try await ledger.place(attempt)
        } catch {
            return try await recover(attempt, from: error, mayRepeat: true)
        }
        await put(attempt, placed)
        return .made(answer: placed.answer)
    }

    private func put(_ attempt: HoldAttempt, _ placed: PlacedHold) async {
        do throws(RedisError) {
            try await seats.put(attempt.claim, .held(left: placed.left), trip: attempt.trip)
        } catch {
            // The bits stand by the attempt's own deadline, and the sweeper puts them then.
        }
    }

    private func recover(
        _ attempt: HoldAttempt, from error: PostgresError, mayRepeat: Bool
    ) async throws(HoldRefusal) -> HoldOutcome {
        if error.isOutcomeUnknown { return try await outcome(of: attempt, after: error) }
        if error.retry == .now, mayRepeat {
            do throws(PostgresError) {
                let placed = try await ledger.place(attempt)
                await put(attempt, placed)
                return .made(answer: placed.answer)
            } catch {
                return try await recover(attempt, from: error, mayRepeat: false)
            }
        }
        // First the own id: what is put after it must stay.
        await release(attempt.id, trip: attempt.trip)
        switch error.sqlState {
        case SQLState.exclusionViolation:
            let conflict = SeatConflict(detail: error.detail ?? "")
            for id in conflict.holds { await syncIfPossible(id, trip: attempt.trip) }
            throw .taken(seats: conflict.seats.isEmpty ? attempt.seats : conflict.seats)
        case SQLState.keyStands:
            guard let answer = try await stored(attempt) else { throw .inProgress }
            return .replayed(answer: answer)
        case SQLState.lockNotAvailable: throw .inProgress
        case SQLState.checkViolation where error.constraint == "account_day_limit":
            throw .accountLimit(ofDay: true)
        case SQLState.checkViolation where error.constraint == "account_trip_limit":
            throw .accountLimit(ofDay: false)
        case SQLState.uniqueViolation: throw .unavailable("the attempt was given up by another process")
        default:
            // Cancelled: the client is gone.
            if error.kind == .cancelled { throw .unavailable("\(error)") }
            throw error.retry == .never ? .failure("\(error)") : .unavailable("\(error)")
        }
    }

    /// Whether the hold stands is what its row says; until Postgres answers nothing is done.
    private func outcome(
        of attempt: HoldAttempt, after error: PostgresError
    ) async throws(HoldRefusal) -> HoldOutcome {
        do throws(PostgresError) {
            let standing = try await sync(attempt.id, trip: attempt.trip)
            if standing.term != nil, let answer = try await ledger.stored(attempt.key)?.answer {
                return .made(answer: answer)
            }
        } catch {
            throw .unavailable("\(error)")
        }
        throw .unavailable("\(error)")
    }

    private func syncIfPossible(_ id: PostgresUUID, trip: String) async {
        do throws(PostgresError) {
            try await sync(id, trip: trip)
        } catch {
            // The reconciler finds it.
        }
    }

    // MARK: Twins

    /// The answer of the request that has this key already, or nil when it turned out to have none: then the
    /// key is free again.
    private func twin(
        _ attempt: HoldAttempt, of id: PostgresUUID
    ) async throws(HoldRefusal) -> [UInt8]? {
        let end = LoopInstant.now.advanced(by: patience / 2)
        var pause = Duration.milliseconds(5)
        while true {
            if let answer = try await stored(attempt) { return answer }
            if LoopInstant.now >= end { break }
            _ = await Parking(reactor).park(reactor, atMost: pause)
            if Task.isCancelled { throw .unavailable("the client left") }
            pause = min(pause * 2, .milliseconds(100))
        }
        let standing: HoldStanding
        do throws(PostgresError) {
            standing = try await sync(id, trip: attempt.trip)
        } catch {
            if error.sqlState == .lockNotAvailable { throw .inProgress }
            throw .unavailable("\(error)")
        }
        if standing.status == .void { return nil }
        // It stood all along: its answer came between the look and the settling.
        if let answer = try await stored(attempt) { return answer }
        // Or it is older than answers are kept, and stands still.
        if standing.term != nil { throw .keyReused }
        return nil
    }

    /// The stored answer to the same request, if there is one.
    private func stored(_ attempt: HoldAttempt) async throws(HoldRefusal) -> [UInt8]? {
        let stored: KnownKey?
        do throws(PostgresError) {
            stored = try await ledger.stored(attempt.key)
        } catch {
            throw .unavailable("\(error)")
        }
        guard let stored else { return nil }
        guard stored.isSameRequest else { throw .keyReused }
        return stored.answer
    }
}
