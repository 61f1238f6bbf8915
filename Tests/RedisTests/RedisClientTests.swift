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

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a client connects over TCP to a number or to a name that is resolved off the loop`(
        host: String
    ) async throws {
        let redis = try PrivateRedis(onTCP: true)
        let port = try #require(redis.port)
        let pool = try BlockingPool(threads: 1)
        defer { pool.stop() }
        let reply = try await withLoop { loop in
            let client = RedisClient(
                RedisConfiguration(address: .tcp(host: host, port: port)), on: loop,
                resolver: NameResolver(pool: pool))
            await client.connected(loop.reactor)
            defer { client.close() }
            return try await client.command("PING")
        }
        #expect(reply == .status("PONG"))
    }

    @Test func `the user, the password and the database are set before any command`() async throws {
        let redis = try PrivateRedis([
            "--user", "gate", "on", ">pass-word", "~*", "+@all", "--requirepass", "other",
        ])
        let (name, database) = try await withLoop { loop in
            let client = RedisClient(
                RedisConfiguration(
                    address: .unix(redis.socketPath), username: "gate", password: RedisPassword("pass-word"),
                    database: 3), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            let who = try await client.command("ACL", "WHOAMI")
            let list = try await client.command("CLIENT", "LIST")
            return (who.text, list.text?.contains(" db=3 "))
        }
        #expect(name == "gate")
        #expect(database == true)
    }

    @Test func `a wrong password and a missing one are told apart from a lost connection`() async throws {
        let redis = try PrivateRedis(["--requirepass", "right"])
        let passwords = [RedisPassword("wrong"), nil]
        for password in passwords {
            let state = try await withLoop { loop in
                let client = RedisClient(
                    RedisConfiguration(address: .unix(redis.socketPath), password: password), on: loop)
                client.connect()
                await client.wait(loop.reactor) { $0.disconnectReason != nil }
                defer { client.close() }
                return client.state
            }
            #expect(state == .disconnected(.authentication(code: password == nil ? "NOAUTH" : "WRONGPASS")))
        }
    }

    @Test func `no description or dump shows the password`() {
        let configuration = RedisConfiguration(
            address: .tcp(host: "h", port: 1), username: "u", password: RedisPassword("sesame"))
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("sesame"))
        #expect(!"\(configuration) \(String(reflecting: configuration))".contains("sesame"))
    }

    @Test func `a thousand commands sent in one turn are answered in their order`() async throws {
        let redis = try PrivateRedis()
        let answers = try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            var answers: [Int64] = []
            let done = Parking(loop.reactor)
            var arguments = RedisArguments()
            arguments.append("INCR")
            arguments.append("counter")
            for _ in 0..<1000 {
                client.send(arguments) { result in
                    answers.append((try? result.get().integerValue) ?? -1)
                    if answers.count == 1000 { done.wake() }
                }
            }
            #expect(answers.isEmpty)
            _ = await done.park()
            return answers
        }
        #expect(answers == Array(1...1000))
    }

    @Test func `an error of the server is thrown with its code, and one inside an array stays there`()
        async throws
    {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            _ = try await client.command("SET", "text", "x")
            let error = await #expect(throws: RedisError.self) {
                try await client.command("LPUSH", "text", 1)
            }
            guard case .server(let server) = error else { throw error ?? .notConnected }
            #expect(server.code == "WRONGTYPE")
            #expect(error?.source == .server && error?.retryHelps == false)

            _ = try await client.command("MULTI")
            _ = try await client.command("LPUSH", "text", 1)
            _ = try await client.command("ECHO", "after")
            let reply = try await client.command("EXEC")
            #expect(reply == .array([.error(server), .bulk(Array("after".utf8))]))
        }
    }

    @Test func `every kind of answer is copied out whole`() async throws {
        let redis = try PrivateRedis()
        let reply = try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            return try await client.command(
                "EVAL", "return {1, false, 'x', {-5, {redis.status_reply('FINE')}}, string.rep('y', 100000)}",
                0)
        }
        let expected: [RedisReply] = [
            .integer(1), .null, .bulk([120]), .array([.integer(-5), .array([.status("FINE")])]),
            .bulk([UInt8](repeating: 121, count: 100_000)),
        ]
        #expect(reply == .array(expected))
    }

    @Test func `before it is connected and after it is closed a command fails at once`() async throws {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await #expect(throws: RedisError.notConnected) { try await client.command("PING") }
            await client.connected(loop.reactor)
            _ = try await client.command("PING")
            client.close()
            await #expect(throws: RedisError.notConnected) { try await client.command("PING") }
            #expect(client.state == .closed)
        }
    }

    @Test func `a client that is closed inside an answer ends cleanly, and the callers behind are told`()
        async throws
    {
        let redis = try PrivateRedis()
        let results = try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await client.connected(loop.reactor)
            var results: [Result<RedisReply, RedisError>] = []
            let done = Parking(loop.reactor)
            var arguments = RedisArguments()
            arguments.append("PING")
            for index in 0..<3 {
                client.send(arguments) { result in
                    results.append(result)
                    if index == 0 { client.close() }
                    if index == 2 { done.wake() }
                }
            }
            _ = await done.park()
            #expect(loop.reactor.descriptorCount == 0)
            return results
        }
        #expect(results == [.success(.status("PONG")), .failure(.connectionLost), .failure(.connectionLost)])
    }
}
