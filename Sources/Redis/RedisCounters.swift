/// The statistics of a client, shared with its connections.
final class RedisCounters {
    var value = RedisStatistics()
}
