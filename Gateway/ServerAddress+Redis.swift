import Redis
import Settings

extension ServerAddress {
    /// The address as the Redis driver takes it.
    var redisServer: Redis::RedisAddress {
        switch self {
        case .host(let host, let port): .tcp(host: host, port: port)
        case .unix(let path): .unix(path)
        }
    }
}
