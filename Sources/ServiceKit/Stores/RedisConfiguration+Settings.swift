package import Redis
package import Settings

extension RedisConfiguration {
    /// The store that the settings name.
    package init(_ address: Settings::RedisAddress) {
        let server: Redis::RedisAddress =
            switch address.server {
            case .host(let host, let port): .tcp(host: host, port: port)
            case .unix(let path): .unix(path)
            }
        self.init(
            address: server, username: address.user,
            password: address.password.map { RedisPassword($0.revealed) }, database: address.database)
    }
}
