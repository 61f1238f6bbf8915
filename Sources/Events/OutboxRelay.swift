package import EventLoop
package import Postgres
package import Redis
package import Telemetry

/// Brings due rows of the outbox to their consumers' streams, again and again until each is done.
///
/// No cursor: a row is leased by its `due_at`, so several relays share the work and a crashed one's rows
/// come due again. The lease commits before anything is sent, so that no lock is held over a call to Redis.
/// One a process is enough, on any loop; all of them may die and nothing is lost.
package final class OutboxRelay: LoopWork {
    /// Its pace and its bounds.
    package struct Pace: Sendable {
        /// How long it waits when nothing is due and nobody nudges it; up to half as much more is added.
        package var idle: Duration = .milliseconds(200)
        /// How long it waits after a failure.
        package var afterFailure: Duration = .milliseconds(500)
        /// The most rows that it leases at once.
        package var batch = 100
        /// The most entries that wait in one stream; further rows wait in Postgres, which has room.
        package var streamLimit = 10_000
        /// How often old rows are removed.
        package var tidyEvery: Duration = .seconds(60)
        /// How often it is counted how much is on its way, where somebody watches.
        package var watchEvery: Duration = .seconds(10)

        /// The pace of a running system.
        package init() {}
    }

    static let script = RedisScript(PackageResources.send_lua)

    /// How many rows were sent.
    package private(set) var sent = 0
    /// How many rows were parked.
    package private(set) var parked = 0
    /// Is told now and then how much is on its way.
    package var watcher: ((EventBacklog) -> Void)?

    private let pool: PostgresPool
    private let redis: RedisClient
    private let reactor: Reactor
    private let parking: Parking
    private let log: EventLog?
    private let pace: Pace
    private var isStopped = false
    private var isRunning = false
    private var tidyAt: LoopInstant
    private var watchAt: LoopInstant

    /// A relay between a loop's stores; it does nothing before `start`.
    package init(
        pool: PostgresPool, redis: RedisClient, on reactor: Reactor, log: EventLog?, pace: Pace = Pace()
    ) {
        self.pool = pool
        self.redis = redis
        self.reactor = reactor
        self.log = log
        self.pace = pace
        parking = Parking(reactor)
        tidyAt = reactor.now.advanced(by: pace.tidyEvery)
        watchAt = reactor.now
    }

    /// Begins to relay.
    package func start() {
        guard !isRunning else { return }
        isRunning = reactor.runners.start(self) != nil
        if !isRunning { log?.error("relay_not_started") }
    }

    /// Says that something was put just now: what would be sent at the next look is sent at once.
    package func nudge() {
        if parking.isOccupied { parking.wake() }
    }

    /// Ends after the batch in progress.
    package func stop() {
        isStopped = true
        nudge()
    }

    /// Relays until `stop`.
    package func perform() async {
        while !isStopped {
            switch await relayOnce() {
            case .more: continue
            case .nothing:
                let jitter = Double.random(in: 0...0.5)
                if await parking.park(reactor, atMost: pace.idle + pace.idle * jitter) == .cancelled {
                    return
                }
            case .failed:
                if await parking.park(reactor, atMost: pace.afterFailure) == .cancelled { return }
            }
            await tidy()
            await watch()
        }
    }

    /// What one look came to.
    package enum Look: Equatable {
        /// A full batch: there may be more.
        case more
        /// All that was due was taken.
        case nothing
        /// A store did not answer.
        case failed
    }

    /// Leases one batch and sends it.
    package func relayOnce() async -> Look {
        // Without Redis a lease would only push the rows' time away.
        guard case .connected = redis.state else { return .failed }
        do throws(PostgresError) {
            let leases = try await lease()
            if leases.isEmpty { return .nothing }
            let sending = leases.filter { !$0.isParked }
            note(parked: leases.count - sending.count)
            let entries = await send(sending)
            try await record(sending, entries)
            return leases.count == pace.batch ? .more : .nothing
        } catch {
            log?.warning("relay_failed") { $0.field("reason", "\(error)") }
            return .failed
        }
    }

    private struct Lease {
        let row: Int64
        let consumer: String
        let entry: String
        let isParked: Bool
    }

    private func lease() async throws(PostgresError) -> [Lease] {
        let rows = try await pool.query("SELECT * FROM event.lease($1)", [.int32(Int32(pace.batch))])
        var leases: [Lease] = []
        for row in rows {
            leases.append(
                Lease(
                    row: try row.int64(0), consumer: try row.text(1), entry: try row.optionalText(3) ?? "",
                    isParked: try row.bool(4)))
        }
        return leases
    }

    /// The new entry of each row, empty for those that were not sent.
    private func send(_ leases: [Lease]) async -> [Int64: String] {
        var entries: [Int64: String] = [:]
        for (consumer, rows) in Dictionary(grouping: leases, by: \.consumer) {
            var arguments = RedisArguments(capacity: 64 * (rows.count + 2))
            arguments.append(string: EventStreams.key(consumer))
            arguments.append(pace.streamLimit)
            for lease in rows {
                arguments.append(Int(lease.row))
                arguments.append(string: lease.entry)
            }
            do throws(RedisError) {
                let answers = try await redis.evaluate(Self.script, keys: 1, arguments).elements ?? []
                for (lease, answer) in zip(rows, answers) {
                    guard let word = answer.text, word != "waits" else { continue }
                    if word == "full" {
                        log?.warning("stream_full") { $0.field("consumer", consumer) }
                    } else {
                        entries[lease.row] = word
                    }
                }
            } catch {
                log?.warning("stream_failed") { line in
                    line.field("consumer", consumer)
                    line.field("reason", "\(error)")
                }
            }
        }
        sent += entries.count
        return entries
    }

    private func record(_ leases: [Lease], _ entries: [Int64: String]) async throws(PostgresError) {
        guard !leases.isEmpty else { return }
        _ = try await pool.query(
            "SELECT event.sent($1, $2)",
            [.int64Array(leases.map(\.row)), .textArray(leases.map { entries[$0.row] ?? "" })])
    }

    private func note(parked count: Int) {
        guard count > 0 else { return }
        parked += count
        log?.error("events_parked") { $0.field("count", count) }
    }

    private func tidy() async {
        guard reactor.now >= tidyAt else { return }
        tidyAt = reactor.now.advanced(by: pace.tidyEvery)
        do throws(PostgresError) {
            _ = try await pool.query("SELECT event.tidy(1000)", [])
        } catch {
            log?.warning("tidy_failed") { $0.field("reason", "\(error)") }
        }
    }

    private func watch() async {
        guard let watcher, reactor.now >= watchAt else { return }
        watchAt = reactor.now.advanced(by: pace.watchEvery)
        do throws(PostgresError) {
            let row = try await pool.query("SELECT * FROM event.backlog()", []).only()
            watcher(
                EventBacklog(
                    waiting: try row.int(0), oldestSeconds: try row.double(1), parked: try row.int(2)))
        } catch {
            log?.debug("backlog_unknown") { $0.field("reason", "\(error)") }
        }
    }
}
