package import EventLoop
package import Postgres
package import Redis
package import Telemetry

/// Takes events of one kind from their stream and sees each one through.
///
/// The transaction begins with the row's guard (`event.take`), so an event that comes twice has its effect
/// once. The entry is acknowledged and deleted whatever came of it: what is not done comes again from the
/// outbox, when it is due. Redis may be flushed, restarted or lose its group at any moment.
package final class EventConsumer<Work: EventWork>: LoopWork {
    /// Whose events these are, as in `ticket.issue`.
    package let name: String
    /// How many events were seen through.
    package private(set) var done = 0
    /// How many entries led to nothing, because their event was done before.
    package private(set) var skipped = 0
    /// How many tries failed.
    package private(set) var failures = 0

    let work: Work
    let pool: PostgresPool
    /// For commands that are answered at once.
    let redis: RedisClient
    let reactor: Reactor
    let log: EventLog?
    private let pace: ConsumerPace
    /// For reads that wait: what else went over this connection would wait with them.
    private let reader: RedisClient
    private let parking: Parking
    private let own: String
    private var inProgress = 0
    private var isStopped = false
    private var isRunning = false
    private var claimAt: LoopInstant

    /// A consumer on one loop between its stores; it does nothing before `start`.
    ///
    /// It reads over a connection of its own, made as that of `redis`.
    package init(
        _ name: String, _ work: Work, pool: PostgresPool, redis: RedisClient,
        on loop: isolated Loop, resolver: NameResolver? = nil, log: EventLog?,
        pace: ConsumerPace = ConsumerPace()
    ) {
        self.name = name
        self.work = work
        self.pool = pool
        self.pace = pace
        self.log = log
        reactor = loop.reactor
        parking = Parking(loop.reactor)
        own = "c-\(UInt64.random(in: .min ... .max))"
        self.redis = redis
        var configuration = redis.configuration
        configuration.commandDeadline = pace.block + .seconds(2)
        configuration.stallTimeout = pace.block + .seconds(3)
        reader = RedisClient(configuration, on: loop, resolver: resolver)
        claimAt = loop.reactor.now
    }

    /// Begins to take events.
    package func start() {
        guard !isRunning else { return }
        reader.onStateChange { [weak self] state in
            if case .connected = state { self?.wake() }
        }
        reader.connect()
        isRunning = reactor.runners.start(self) != nil
        if !isRunning { log?.error("consumer_not_started") { $0.field("consumer", name) } }
    }

    /// Takes no more; what is in progress goes on while its stores do.
    package func stop() {
        isStopped = true
        reader.close()
        wake()
    }

    /// Takes events until `stop`.
    package func perform() async {
        while !isStopped {
            // Without a database every event would only use up a try.
            guard isPoolUp, case .connected = reader.state else {
                if await parking.park(reactor, atMost: pace.afterFailure) == .cancelled { return }
                continue
            }
            let free = pace.parallel - inProgress
            if free <= 0 {
                if await parking.park() == .cancelled { return }
                continue
            }
            do throws(RedisError) {
                if reactor.now >= claimAt {
                    claimAt = reactor.now.advanced(by: pace.claimEvery)
                    for entry in try await claim(free) { begin(entry) }
                } else {
                    for entry in try await read(free) { begin(entry) }
                }
            } catch {
                if !isStopped { await recover(error) }
            }
        }
    }

    private var isPoolUp: Bool {
        switch pool.state {
        case .connecting, .connected: true
        case .disconnected, .closed: false
        }
    }

    // MARK: Entries

    private func read(_ count: Int) async throws(RedisError) -> [StreamEntry] {
        var arguments = RedisArguments()
        for word in ["XREADGROUP", "GROUP", EventStreams.group, own, "COUNT"] {
            arguments.append(string: word)
        }
        arguments.append(count)
        arguments.append("BLOCK")
        arguments.append(Int(pace.block.wholeNanoseconds / 1_000_000))
        for word in ["STREAMS", EventStreams.key(name), ">"] { arguments.append(string: word) }
        return StreamEntry.ofStreams(try await reader.command(arguments))
    }

    /// Takes over entries that a dead consumer was given, a few each time.
    private func claim(_ count: Int) async throws(RedisError) -> [StreamEntry] {
        let idle = Int(pace.claimAfter.wholeNanoseconds / 1_000_000)
        let reply = try await reader.command(
            "XAUTOCLAIM", .text(EventStreams.key(name)), .text(EventStreams.group), .text(own),
            .integer(idle), "0-0", "COUNT", .integer(count))
        try await forgetDead()
        guard let parts = reply.elements, parts.count >= 2 else { return [] }
        return StreamEntry.list(parts[1])
    }

    /// Removes the names of consumers that are long gone and hold nothing.
    private func forgetDead() async throws(RedisError) {
        let key = EventStreams.key(name)
        let reply = try await reader.command("XINFO", "CONSUMERS", .text(key), .text(EventStreams.group))
        for consumer in (reply.elements ?? []).prefix(64) {
            let fields = StreamEntry.fields(consumer)
            guard let other = fields["name"]?.text, other != own, fields["pending"]?.integerValue == 0,
                let idle = fields["idle"]?.integerValue, idle > 600_000
            else { continue }
            _ = try await reader.command(
                "XGROUP", "DELCONSUMER", .text(key), .text(EventStreams.group), .text(other))
        }
    }

    /// A group that is gone (a flushed or another Redis) is made again; anything else passes with time.
    private func recover(_ error: RedisError) async {
        if case .server(let answer) = error, answer.code == "NOGROUP" {
            do throws(RedisError) {
                _ = try await reader.command(
                    "XGROUP", "CREATE", .text(EventStreams.key(name)), .text(EventStreams.group), "0",
                    "MKSTREAM")
                return
            } catch .server(let answer) where answer.code == "BUSYGROUP" {
                return
            } catch {
                // As below: it passes with time.
            }
        }
        if error == .cancelled { return stop() }
        log?.warning("consumer_failed") { line in
            line.field("consumer", name)
            line.field("reason", "\(error)")
        }
        _ = await parking.park(reactor, atMost: pace.afterFailure)
    }

    // MARK: Work in progress

    private func begin(_ entry: StreamEntry) {
        inProgress += 1
        // When no runner is free the entry stays with this consumer, and its row comes again.
        if reactor.runners.start(EventRun(self, entry)) == nil { inProgress -= 1 }
    }

    func ended(_ outcome: EventRunOutcome) {
        inProgress -= 1
        switch outcome {
        case .done: done += 1
        case .skipped: skipped += 1
        case .failed: failures += 1
        }
        wake()
    }

    private func wake() {
        if parking.isOccupied { parking.wake() }
    }
}
