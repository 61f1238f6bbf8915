import EventLoop

/// Where one async caller waits for its answer.
final class ReplyWaiter {
    private let parking: Parking
    private var result: Result<RedisReply, RedisError>?

    init(_ reactor: Reactor) {
        parking = Parking(reactor)
    }

    func take(_ result: Result<RedisReply, RedisError>) {
        self.result = result
        parking.wake()
    }

    func value() async throws(RedisError) -> RedisReply {
        _ = await parking.park()
        guard let result else { throw .cancelled }
        return try result.get()
    }
}
