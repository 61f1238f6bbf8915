import EventLoop
import Redis
import TestKit
import Testing

@Suite struct RedisClientTests {
    @Test func `a client connects over a Unix socket and reads back what it wrote`() async throws {
        let redis = try PrivateRedis()
        let reply = try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            _ = try await client.command("SET", "a", .bytes([0, 13, 10, 255]))
            return try await client.command("GET", "a")
        }
        #expect(reply == .bulk([0, 13, 10, 255]))
    }
}
