/// A client that may be gone when a name has been resolved.
final class WeakClient {
    weak var client: RedisClient?

    init(_ client: RedisClient) {
        self.client = client
    }
}
