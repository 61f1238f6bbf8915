internal import EventLoop
internal import Postgres
internal import Redis
internal import ServiceKit
internal import Settings

/// The two databases of an audit, as the settings name them.
final class AuditStores {
    let pool: PostgresPool
    let redis: RedisClient?
    private let reactor: Reactor
    private var waiting: ((Bool) -> Void)?

    /// Begins to connect to both; a host that is a name needs the resolver.
    init(_ settings: SluiceSettings, usesRedis: Bool, on loop: isolated Loop, resolver: NameResolver) {
        reactor = loop.reactor
        // The owner's role of the database may read every schema.
        pool = PostgresPool(
            PostgresConfiguration(
                settings.postgres, as: "sluice", becomesIt: false, named: "sluice audit", connections: 1),
            on: loop, resolver: resolver)
        redis =
            usesRedis ? RedisClient(RedisConfiguration(settings.redis), on: loop, resolver: resolver) : nil
        pool.connect()
        redis?.connect()
    }

    /// Calls back once: whether both were reached within ten seconds.
    func whenReady(_ done: @escaping (Bool) -> Void) {
        waiting = done
        pool.onStateChange { [weak self] _ in self?.look() }
        redis?.onStateChange { [weak self] _ in
            // The client tells its observers before it lets commands through.
            guard let self else { return }
            reactor.atEndOfTurn { self.look() }
        }
        reactor.after(.seconds(10)) { [weak self] in self?.tell(false) }
        look()
    }

    /// Lets both go.
    func close() {
        pool.close()
        redis?.close()
    }

    private func look() {
        guard pool.state == .connected else { return }
        if let redis {
            guard case .connected = redis.state else { return }
        }
        tell(true)
    }

    private func tell(_ isReady: Bool) {
        let waiting = waiting
        self.waiting = nil
        waiting?(isReady)
    }
}
