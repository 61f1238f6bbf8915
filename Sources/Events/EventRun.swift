internal import EventLoop
internal import Postgres
internal import Redis
internal import Telemetry

/// One entry on its way through: look, work outside, guard and effect in one transaction, the entry's end.
final class EventRun<Work: EventWork>: LoopWork {
    private let consumer: EventConsumer<Work>
    private let entry: StreamEntry

    init(_ consumer: EventConsumer<Work>, _ entry: StreamEntry) {
        self.consumer = consumer
        self.entry = entry
    }

    func perform() async {
        let outcome: EventRunOutcome
        do throws(EventFailure) {
            outcome = try await handle() ? .done : .skipped
        } catch {
            outcome = .failed
            await note(error)
        }
        // After the commit or the failure is known: from here on the outbox alone brings the event again.
        await settle()
        consumer.ended(outcome)
    }

    private func handle() async throws(EventFailure) -> Bool {
        // A row that is owed to another consumer is none of ours, whatever the stream says.
        guard let row = entry.row, let seen = try await look(row), seen.consumer == consumer.name
        else { return false }
        let outside = try await consumer.work.outside(seen)
        let work = consumer.work
        let committed: (event: Event, outcome: Work.Outcome)? = try await consumer.pool.transaction {
            transaction async throws(EventFailure) in
            guard let event = try await Self.take(row, in: &transaction) else { return nil }
            return (event, try await work.apply(event, outside, in: &transaction))
        }
        guard let committed else { return false }
        await work.committed(committed.event, committed.outcome)
        return true
    }

    private func look(_ row: Int64) async throws(EventFailure) -> Event? {
        do throws(PostgresError) {
            guard let time = consumer.work.outsideTime else {
                return try Self.read(
                    row, try await consumer.pool.query("SELECT * FROM event.look($1)", [.int64(row)]))
            }
            return try Self.read(
                row,
                try await consumer.pool.query(
                    "SELECT * FROM event.claim($1, make_interval(secs => $2))",
                    [.int64(row), .double(time / .seconds(1))]))
        } catch {
            throw .database(error)
        }
    }

    /// The guard, and with it the event; nil when it was done before.
    private static func take(
        _ row: Int64, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) -> Event? {
        do throws(PostgresError) {
            return try read(row, try await transaction.query("SELECT * FROM event.take($1)", [.int64(row)]))
        } catch {
            throw .database(error)
        }
    }

    private static func read(_ row: Int64, _ rows: PostgresRows) throws(PostgresError) -> Event? {
        guard let found = rows.first else { return nil }
        return Event(
            row: row, consumer: try found.text(0), about: try found.text(1), body: try found.json(2),
            tries: try found.int(3), madeAt: try found.timestamp(4))
    }

    /// Leaves word why it failed; where even that fails, the row comes again without it.
    private func note(_ failure: EventFailure) async {
        consumer.log?.warning(failure.isPoison ? "event_poison" : "event_failed") { line in
            line.field("consumer", consumer.name)
            line.field("row", Int(entry.row ?? 0))
            line.field("reason", "\(failure)")
        }
        guard let row = entry.row else { return }
        do throws(PostgresError) {
            _ = try await consumer.pool.query(
                "SELECT event.failed($1, $2, $3)",
                [.int64(row), .text("\(failure)"), .bool(failure.isPoison)])
        } catch {
            consumer.log?.warning("event_word_lost") { $0.field("reason", "\(error)") }
        }
    }

    /// Ends the entry; where Redis is away, the entry is skipped when it is claimed.
    private func settle() async {
        let key = EventStreams.key(consumer.name)
        do throws(RedisError) {
            _ = try await consumer.redis.command(
                "XACK", .text(key), .text(EventStreams.group), .text(entry.id))
            _ = try await consumer.redis.command("XDEL", .text(key), .text(entry.id))
        } catch {
            consumer.log?.debug("entry_left") { $0.field("reason", "\(error)") }
        }
    }
}
