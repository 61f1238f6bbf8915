internal import EventLoop
internal import Postgres
internal import Redis
internal import Settings

/// The stores of one loop of a service, those that its plan asks for.
struct ServiceStores {
    let redis: RedisClient?
    let postgres: PostgresPool?

    init(_ plan: ServicePlan, on loop: isolated Loop, resolver: NameResolver) {
        var redis = RedisConfiguration(plan.settings.redis)
        // A rush of a thousand requests at once is what services are for: no reason to send any away.
        redis.maximumInFlight = 4096
        self.redis = plan.usesRedis ? RedisClient(redis, on: loop, resolver: resolver) : nil
        postgres = plan.databaseUser.map { user in
            PostgresPool(
                // Who logs in as another user than the service's own becomes that one.
                PostgresConfiguration(
                    plan.settings.postgres, as: user, becomesIt: true, named: user,
                    connections: plan.frame.databaseConnections), on: loop, resolver: resolver)
        }
    }

    /// Connects; the role is ready once each store was reached.
    ///
    /// A later loss does not make it unready: it must not take the fleet out of the rush.
    func connect(_ health: Health) {
        redis?.onStateChange { state in
            if case .connected = state { health.set("redis", ready: true) }
        }
        postgres?.onStateChange { state in
            if case .connected = state { health.set("postgres", ready: true) }
        }
        redis?.connect()
        postgres?.connect()
    }

    func close() {
        redis?.close()
        postgres?.close()
    }
}
