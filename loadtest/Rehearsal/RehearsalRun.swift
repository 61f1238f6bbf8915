import EventLoop
import Redis

/// One rehearsal from its first look into Redis to its last, on one loop.
final class RehearsalRun {
    private let settings: RehearsalSettings
    private let reactor: Reactor
    private let client: RedisClient?
    private var watch: RoomWatch?
    private var rehearsal: Rehearsal?
    private var began = LoopInstant(nanoseconds: 0)
    private var joinSeconds = 0.0
    private var thousandSeconds = 0.0
    private var before: ServerUse?
    private var afterThousand: ServerUse?
    private var afterJoins: ServerUse?
    private var hasAskedThousand = false
    private var hasAskedJoins = false
    private let done: (RehearsalOutcome?) -> Void

    /// A run that has not begun; `done` is called once, with nothing when Redis is not there.
    init(_ settings: RehearsalSettings, on loop: isolated Loop, done: @escaping (RehearsalOutcome?) -> Void) {
        self.settings = settings
        self.done = done
        reactor = loop.reactor
        client = settings.redis.map { address in
            RedisClient(RedisConfiguration(address: address), on: loop)
        }
    }

    /// Begins.
    func start() {
        let rehearsal = Rehearsal(settings, on: reactor) { [weak self] in self?.crowdIsThrough() }
        self.rehearsal = rehearsal
        guard let client else { return begin() }
        let watch = RoomWatch(settings.room, client: client, reactor: reactor) { [weak rehearsal] in
            (rehearsal?.lookingCount ?? 0, rehearsal?.counts.entered.reduce(0, +) ?? 0)
        }
        self.watch = watch
        client.onStateChange { [weak self] state in
            if case .connected = state { self?.connected() }
        }
        client.connect()
        reactor.after(.seconds(5)) { [weak self] in
            guard let self, before == nil else { return }
            done(nil)
        }
    }

    private func connected() {
        guard before == nil else { return }
        // After this turn, so that the client takes commands.
        reactor.after(.milliseconds(1)) { [weak self] in
            self?.watch?.serverUse { use in
                guard let self, let use, self.before == nil else { return }
                self.before = use
                self.watch?.start()
                self.begin()
            }
        }
    }

    private func begin() {
        began = reactor.now
        rehearsal?.start()
        lookAtJoins()
    }

    /// Notes Redis' counts when a thousand places are out, and when all are.
    ///
    /// Where only joins are measured the crowd pauses after the first thousand, and Redis is asked at the end
    /// of that pause: buffers of the start are gone by then.
    private func lookAtJoins() {
        guard let rehearsal, !hasAskedJoins else { return }
        if !hasAskedThousand, rehearsal.joinedCount >= 1000 {
            hasAskedThousand = true
            reactor.after(settings.isJoinsOnly ? settings.rest - .milliseconds(500) : .zero) { [weak self] in
                self?.lookAtThousand()
            }
        }
        if rehearsal.joinedCount >= settings.visitors {
            hasAskedJoins = true
            joinSeconds = seconds
            watch?.serverUse { [weak self] in self?.afterJoins = $0 }
        }
        reactor.after(.milliseconds(10)) { [weak self] in self?.lookAtJoins() }
    }

    private func lookAtThousand() {
        thousandSeconds = settings.isJoinsOnly ? seconds + 0.5 : 0
        watch?.serverUse { [weak self] in self?.afterThousand = $0 }
    }

    private var seconds: Double { Double(reactor.now.nanoseconds - began.nanoseconds) / 1e9 }

    private func crowdIsThrough() {
        lookAtJoins()
        guard let watch else { return tell(nil) }
        let length = seconds
        reactor.after(settings.isJoinsOnly ? settings.rest : .zero) { [weak self] in
            watch.finish { watch.serverUse { self?.tell($0, length) } }
        }
    }

    private func tell(_ after: ServerUse?, _ length: Double? = nil) {
        guard let rehearsal else { return }
        client?.close()
        done(
            RehearsalOutcome(
                settings: settings, counts: rehearsal.counts, waits: rehearsal.waits,
                visitors: rehearsal.visitors,
                seconds: length ?? seconds, joinSeconds: joinSeconds, thousandSeconds: thousandSeconds,
                longestQueue: rehearsal.pools.map(\.longestQueue).max() ?? 0,
                connectionsOpened: rehearsal.pools.reduce(0) { $0 + $1.opened }, watch: watch, before: before,
                afterThousand: afterThousand, afterJoins: afterJoins ?? after, after: after))
    }
}
