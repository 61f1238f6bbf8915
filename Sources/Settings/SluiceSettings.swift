/// Everything that `sluice.yaml` says, checked: what every role starts from.
package struct SluiceSettings: Sendable, Equatable {
    /// The folder for what a role keeps between starts (`data`); default `.sluice`.
    package var data: String
    /// The folder of slip and token keys (`keys`); default `keys` in the data folder.
    package var keys: String
    /// The store (`redis`); default `unix:redis.sock` in the data folder.
    package var redis: RedisAddress
    /// The database of the services (`postgres`); default `unix:postgres` in the data folder.
    package var postgres: PostgresAddress
    /// The least important log lines that are written (`log.level`); default `info`.
    package var logLevel: LogThreshold
    /// What admission tokens say about themselves.
    package var token: TokenConfiguration
    /// Who says which account a visitor has.
    package var login: LoginConfiguration
    /// How the gateway listens and whom it trusts.
    package var gateway: GatewayConfiguration
    /// The servers behind the gateway by name; `default` takes what no room matches; default none.
    package var upstreams: [String: UpstreamConfiguration]
    /// Where requests go that may pass, at most 1,024; default none: to their room's upstream.
    package var routes: [RouteConfiguration]
    /// The waiting rooms in the order of the file, at most 256; default none.
    package var rooms: [RoomConfiguration]
    /// The services behind the gateway; nil where the file has none, and then `sluice up` starts none.
    package var services: ServicesConfiguration?

    /// Settings with the defaults; keys and the store's socket follow the data folder.
    package init(
        data: String = ".sluice", keys: String? = nil, redis: RedisAddress? = nil,
        postgres: PostgresAddress? = nil, logLevel: LogThreshold = .info,
        token: TokenConfiguration = TokenConfiguration(), login: LoginConfiguration? = nil,
        gateway: GatewayConfiguration = GatewayConfiguration(),
        upstreams: [String: UpstreamConfiguration] = [:], routes: [RouteConfiguration] = [],
        rooms: [RoomConfiguration] = [], services: ServicesConfiguration? = nil
    ) {
        self.data = data
        self.keys = keys ?? "\(data)/keys"
        self.redis = redis ?? RedisAddress(server: .unix(path: "\(data)/redis.sock"))
        self.postgres = postgres ?? PostgresAddress(server: .folder("\(data)/postgres"))
        self.logLevel = logLevel
        self.token = token
        self.login = login ?? LoginConfiguration(data: data)
        self.gateway = gateway
        self.upstreams = upstreams
        self.routes = routes
        self.rooms = rooms
        self.services = services
    }
}
