internal import EventLoop
internal import Postgres
internal import Redis
internal import Settings

/// The stores of one loop of a service, those that its plan asks for.
struct ServiceStores {
    let redis: RedisClient?
    let postgres: PostgresPool?

    init(_ plan: ServicePlan, on loop: isolated Loop, resolver: NameResolver) {
        redis =
            plan.usesRedis
            ? RedisClient(Self.configuration(plan.settings.redis), on: loop, resolver: resolver) : nil
        postgres = plan.databaseUser.map { user in
            PostgresPool(
                Self.configuration(plan.settings.postgres, user: user, plan.frame), on: loop,
                resolver: resolver)
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

    private static func configuration(_ address: Settings::RedisAddress) -> RedisConfiguration {
        let server: Redis::RedisAddress =
            switch address.server {
            case .host(let host, let port): .tcp(host: host, port: port)
            case .unix(let path): .unix(path)
            }
        return RedisConfiguration(
            address: server, username: address.user,
            password: address.password.map { RedisPassword($0.revealed) }, database: address.database,
            // A rush of a thousand requests at once is what services are for: no reason to send any away.
            maximumInFlight: 4096)
    }

    /// The service's own role of the database, unless the address says whom to log in as.
    private static func configuration(
        _ address: PostgresAddress, user: String, _ frame: ServiceFrame
    ) -> PostgresConfiguration {
        let server: PostgresEndpoint =
            switch address.server {
            case .folder(let folder): .unix(folder: folder)
            case .host(let host, let port): .tcp(host: host, port: port)
            }
        return PostgresConfiguration(
            server: server, database: address.database, user: address.user ?? user,
            // Who logs in as another user than the service's own becomes that one.
            role: address.user == nil ? nil : user,
            password: address.password.map { PostgresPassword($0.revealed) }, applicationName: user,
            connections: frame.databaseConnections)
    }
}
