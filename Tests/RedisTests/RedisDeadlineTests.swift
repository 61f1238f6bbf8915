import EventLoop
import Redis
import TestKit
import Testing

@Suite struct RedisDeadlineTests {
    @Test func `callers of a frozen server are told in time, and late answers reach nobody`() async throws {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let client = RedisClient(
                RedisConfiguration(
                    address: .unix(redis.socketPath), commandDeadline: .milliseconds(60),
                    stallTimeout: .seconds(30)),
                on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            redis.freeze()
            // A command's time begins with the turn in which it is sent.
            let begun = loop.reactor.now
            await #expect(throws: RedisError.timedOut) { try await client.command("INCR", "n") }
            let waited = LoopInstant.now.since(begun)
            #expect(waited >= .milliseconds(60) && waited < .seconds(5))
            #expect(client.inFlight == 1)
            redis.thaw()
            // The late answer belongs to the first command; the second one must get its own.
            var answer: RedisReply?
            for _ in 0..<200 where answer == nil { answer = try? await client.command("INCR", "n") }
            #expect((answer?.integerValue ?? 0) > 1)
            #expect(client.statistics.answeredLate >= 1)
            #expect(client.statistics.connects == 1)
        }
    }

    @Test func `a server that stays frozen loses its connection, and is found again when it goes on`()
        async throws
    {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let client = RedisClient(
                RedisConfiguration(
                    address: .unix(redis.socketPath), connectTimeout: .milliseconds(100),
                    commandDeadline: .milliseconds(40), stallTimeout: .milliseconds(80),
                    reconnect: ReconnectPolicy(first: .milliseconds(5), longest: .milliseconds(20))),
                on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            let before = client.state
            redis.freeze()
            await #expect(throws: RedisError.timedOut) { try await client.command("PING") }
            await client.wait(loop.reactor) { $0 == .disconnected(.timedOut) }
            await #expect(throws: RedisError.notConnected) { try await client.command("PING") }
            // The kernel still accepts for it, so an attempt ends at the connect timeout; several must pass.
            let tried = client.statistics.disconnects
            let attempts = Parking(loop.reactor)
            for _ in 0..<500 where client.statistics.disconnects < tried + 3 {
                _ = await attempts.park(loop.reactor, atMost: .milliseconds(10))
            }
            #expect(client.statistics.disconnects >= tried + 3)
            redis.thaw()
            await client.wait(loop.reactor) { $0.isConnected }
            #expect(client.state == before)
            let reply = try await client.command("PING")
            #expect(reply == .status("PONG"))
            #expect(client.inFlight == 0)
        }
    }

    @Test func `beyond the bounds a command is refused at once and the others are answered`() async throws {
        let redis = try PrivateRedis()
        let (answered, refused) = try await withLoop { loop in
            let client = RedisClient(
                RedisConfiguration(address: .unix(redis.socketPath), maximumInFlight: 10), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            var answered = 0
            var refused = 0
            let done = Parking(loop.reactor)
            var arguments = RedisArguments()
            arguments.append("PING")
            for _ in 0..<25 {
                client.send(arguments) { result in
                    if result == .failure(.overloaded) { refused += 1 } else { answered += 1 }
                    if answered == 10 { done.wake() }
                }
            }
            #expect(refused == 15)
            _ = await done.park()
            #expect(client.statistics.overloaded == 15)
            return (answered, refused)
        }
        #expect(answered == 10 && refused == 15)
    }

    @Test func `bytes that the server does not take are bounded`() async throws {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let client = RedisClient(
                RedisConfiguration(
                    address: .unix(redis.socketPath), commandDeadline: .seconds(10),
                    maximumOutputBytes: 1 << 20),
                on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            await #expect(throws: RedisError.overloaded) {
                try await client.command("SET", "big", .bytes([UInt8](repeating: 1, count: 1 << 20)))
            }
            // Larger than a socket's buffer, so the rest is written when the server takes it.
            let half = RedisArgument.bytes([UInt8](repeating: 1, count: 900_000))
            redis.freeze()
            let parking = Parking(loop.reactor)
            var stored = RedisArguments()
            stored.append("SET")
            stored.append("big")
            stored.append(word: half)
            client.send(stored) { _ in parking.wake() }
            let turn = Parking(loop.reactor)
            _ = await turn.park(loop.reactor, atMost: .milliseconds(5))
            await #expect(throws: RedisError.overloaded) { try await client.command("SET", "big", half) }
            redis.thaw()
            _ = await parking.park()
            let length = try await client.command("STRLEN", "big")
            #expect(length == .integer(900_000))
        }
    }

    @Test func `a cancelled task stops waiting, and the answer is dropped`() async throws {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            redis.freeze()
            let started = LoopInstant.now
            let outcome = await withTaskGroup(of: Void.self, returning: Result<RedisReply, RedisError>.self) {
                group in
                group.cancelAll()
                var outcome = Result<RedisReply, RedisError>.failure(.notConnected)
                withUnsafeCurrentTask { $0?.cancel() }
                do throws(RedisError) {
                    outcome = .success(try await client.command("PING"))
                } catch {
                    outcome = .failure(error)
                }
                return outcome
            }
            #expect(outcome == .failure(.cancelled))
            #expect(LoopInstant.now.since(started) < .milliseconds(900))
            redis.thaw()
        }
    }
}
