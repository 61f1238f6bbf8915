import EventLoop
import Redis
import TestKit
import Testing

@Suite struct RedisReconnectTests {
    @Test func `a killed server is lost at once and found again with another run id`() async throws {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let client = RedisClient(
                RedisConfiguration(
                    address: .unix(redis.socketPath),
                    reconnect: ReconnectPolicy(first: .milliseconds(2), longest: .milliseconds(10))), on: loop
            )
            var states: [RedisState] = []
            client.onStateChange { states.append($0) }
            await client.connected(loop.reactor)
            defer { client.close() }
            let first = client.state
            redis.freeze()
            var results: [Result<RedisReply, RedisError>] = []
            var arguments = RedisArguments()
            arguments.append("PING")
            for _ in 0..<3 {
                client.send(arguments) { result in
                    #expect(!client.state.isConnected)
                    results.append(result)
                    // A caller who tries again inside the failure is refused, not queued.
                    client.send(arguments) { #expect($0 == .failure(.notConnected)) }
                }
            }
            let turn = Parking(loop.reactor)
            _ = await turn.park(loop.reactor, atMost: .milliseconds(2))
            redis.kill()
            await client.wait(loop.reactor) { $0.disconnectReason != nil }
            _ = await turn.park(loop.reactor, atMost: .milliseconds(1))
            #expect(results == Array(repeating: .failure(.connectionLost), count: 3))
            await #expect(throws: RedisError.notConnected) { try await client.command("PING") }
            try redis.start()
            await client.wait(loop.reactor) { $0.isConnected }
            #expect(client.state != first)
            let reply = try await client.command("PING")
            #expect(reply == .status("PONG"))
            #expect(states.filter(\.isConnected).count == 2)
        }
    }

    @Test func `a server that is not there is tried again until it comes`() async throws {
        let redis = try PrivateRedis()
        redis.kill()
        try await withLoop { loop in
            let client = RedisClient(
                RedisConfiguration(
                    address: .unix(redis.socketPath),
                    reconnect: ReconnectPolicy(first: .milliseconds(2), longest: .milliseconds(10))), on: loop
            )
            client.connect()
            await client.wait(loop.reactor) { $0.disconnectReason != nil }
            #expect(client.state == .disconnected(.unreachable(2)))
            try redis.start()
            await client.wait(loop.reactor) { $0.isConnected }
            #expect(client.state.isConnected)
            client.close()
            #expect(loop.reactor.descriptorCount == 0)
        }
    }

    @Test func `a closed TCP port and an unknown name are told as such`() async throws {
        let redis = try PrivateRedis(onTCP: true)
        let port = try #require(redis.port)
        redis.kill()
        let pool = try BlockingPool(threads: 1)
        defer { pool.stop() }
        try await withLoop { loop in
            let hosts = ["127.0.0.1": RedisError.unreachable(111), "no-such-host.invalid": .resolveFailed]
            for (host, reason) in hosts {
                let client = RedisClient(
                    RedisConfiguration(address: .tcp(host: host, port: port), connectTimeout: .seconds(10)),
                    on: loop, resolver: NameResolver(pool: pool))
                client.connect()
                await client.wait(loop.reactor) { $0.disconnectReason != nil }
                #expect(client.state == .disconnected(reason))
                client.close()
            }
        }
    }

    @Test func `waits double up to the longest, and jitter takes at most half of each`() {
        let policy = ReconnectPolicy(first: .milliseconds(50), longest: .seconds(2))
        let longest = (0..<9).map { policy.delay(attempt: $0, random: .max) }
        for (attempt, ceiling) in [50, 100, 200, 400, 800, 1600, 2000, 2000, 2000].enumerated() {
            #expect(policy.delay(attempt: attempt, random: 0) == .milliseconds(ceiling) / 2)
            #expect(longest[attempt] <= .milliseconds(ceiling))
            #expect(longest[attempt] > .milliseconds(ceiling) * 0.999)
        }
        #expect(policy.delay(attempt: .max, random: .max) <= .seconds(2))
    }
}
