package import EventLoop
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
    package let blocking: BlockingPool
    /// Redis, for a service that asked for it.
    package let redis: RedisClient?
    /// Random numbers for ids and jitter, not for secrets: those come from `SecureRandom`.
    package var random = FastRandom()

    private let wallClock: () -> Int64
    private var endings: [() -> Void] = []

    init(
        on loop: isolated Loop, index: Int, settings: SluiceSettings, frame: RoleFrame,
        blocking: BlockingPool, redis: RedisClient?,
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
        self.blocking = blocking
        self.redis = redis
        self.wallClock = wallClock
    }

    /// Milliseconds since 1970, for what people and tokens say; not for deciding expiry of holds.
    package var now: Int64 { wallClock() }

    /// Calls a closure on the loop when the role ends, after the last connection; before the stores close.
    package func onEnd(_ call: @escaping () -> Void) {
        endings.append(call)
    }

    func end() {
        for call in endings { call() }
        endings = []
        redis?.close()
    }
}
