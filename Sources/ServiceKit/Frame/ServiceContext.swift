package import EventLoop
package import Postgres
package import Redis
package import Settings
package import Telemetry
package import Tokens

/// What a service's code on one loop works with: stores, clock, randomness, log and metrics.
///
/// One for each loop, and not Sendable: everything in it belongs to its loop.
package final class ServiceContext {
    /// The loop.
    package let loop: Loop
    /// The loop's descriptors, timers and runners.
    package let reactor: Reactor
    /// Which loop of the role this is, from 0.
    package let index: Int
    /// Everything that the configuration says.
    package let settings: SluiceSettings
    /// The keys under `services`.
    package let services: ServicesConfiguration
    /// The role's log.
    package let log: EventLog
    /// The role's metrics.
    package let registry: MetricsRegistry
    /// This loop's share of the metrics.
    package let shard: MetricsShard
    /// What the role says of itself.
    package let health: Health
    /// Threads for work that blocks.
    package let pool: BlockingPool
    /// Looks names up on those threads.
    package var resolver: NameResolver { NameResolver(pool: pool) }
    /// How often one caller may do something; per loop.
    package let limits: ServiceLimits
    /// Random numbers for ids and jitter, not for secrets: those come from `SecureRandom`.
    package var random = FastRandom()

    private let stores: ServiceStores
    private let sharedValues: SharedValues
    private let wallClock: () -> Int64
    /// Whether the role ends: no new work begins.
    package private(set) var isEnding = false
    var works: [Int: RunnerPool.Ticket] = [:]
    var nextWork = 0
    private var endings: [() -> Void] = []

    init(
        on loop: isolated Loop, index: Int, settings: SluiceSettings, frame: RoleFrame,
        blocking: BlockingPool, stores: ServiceStores,
        shared: SharedValues = SharedValues(),
        wallClock: @escaping () -> Int64 = { WallClock.milliseconds() }
    ) {
        self.loop = loop
        reactor = loop.reactor
        self.index = index
        self.settings = settings
        services = settings.services ?? ServicesConfiguration(data: settings.data)
        log = frame.log
        registry = frame.registry
        shard = frame.registry.shard(index)
        health = frame.health
        pool = blocking
        self.sharedValues = shared
        let registry = frame.registry
        limits = ServiceLimits(shard: registry.shard(index)) { policy in
            shared.value("limit:\(policy.name)") { LimitMetrics(registry, policy: policy.name) }
        }
        self.stores = stores
        self.wallClock = wallClock
    }

    /// Redis; a service whose plan does not ask for it has none, and asking here traps.
    package var redis: RedisClient {
        guard let stores = stores.redis else {
            // The plan is ours: no request decides whether this is reached.
            preconditionFailure("the plan does not ask for Redis")
        }
        return stores
    }

    /// The database; a service whose plan names no user of it has none, and asking here traps.
    package var postgres: PostgresPool {
        guard let pool = stores.postgres else {
            // The plan is ours: no request decides whether this is reached.
            preconditionFailure("the plan names no user of the database")
        }
        return pool
    }

    /// Milliseconds since 1970, for what people and tokens say; not for deciding expiry of holds.
    package var now: Int64 { wallClock() }

    /// A value that all loops of the role share, such as its metrics: made by the loop that asks first.
    package func shared<Value: Sendable>(_ name: StaticString, make: () -> Value) -> Value {
        sharedValues.value("\(name)", make: make)
    }

    /// Calls a closure on the loop when the role ends, after its last connection and before its stores close.
    package func onEnd(_ call: @escaping () -> Void) {
        endings.append(call)
    }

    /// Begins the end: the service's own work is told to stop.
    func beginEnd() {
        isEnding = true
        for call in endings { call() }
        endings = []
        for ticket in works.values { reactor.runners.cancel(ticket) }
    }

    /// Whether the service's own work has stopped.
    var isIdle: Bool { works.isEmpty }

    /// Closes the stores, when nothing needs them any more.
    func closeStores() {
        stores.close()
    }
}
