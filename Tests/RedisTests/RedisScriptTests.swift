import EventLoop
import Redis
import TestKit
import Testing

@Suite struct RedisScriptTests {
    @Test func `the digest is the SHA-1 of the source`() {
        let known = [
            "": "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "abc": "a9993e364706816aba3e25717850c26c9cd0d89d",
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq":
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        ]
        for (source, digest) in known {
            #expect(String(decoding: RedisScript(Array(source.utf8)).digest, as: UTF8.self) == digest)
        }
    }

    @Test(arguments: [55, 56, 63, 64, 65, 119, 120, 4000])
    func `redis gives a script of any length the same digest`(length: Int) async throws {
        let redis = try PrivateRedis()
        let script = RedisScript(Array(("return 1" + String(repeating: " ", count: length - 8)).utf8))
        let digest = try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            return try await client.command("SCRIPT", "LOAD", .bytes(script.source)).bytes
        }
        #expect(digest == script.digest)
    }

    @Test func `a script gets its keys and arguments, and is loaded once when the server does not know it`()
        async throws
    {
        let redis = try PrivateRedis()
        let script = RedisScript(Array("return {KEYS[1], ARGV[1], ARGV[2], #KEYS, #ARGV}".utf8))
        try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            var arguments = RedisArguments()
            arguments.append("{room}:state")
            arguments.append(-42)
            arguments.append([0, 10, 13])
            let expected: RedisReply = .array([
                .bulk(Array("{room}:state".utf8)), .bulk(Array("-42".utf8)), .bulk([0, 10, 13]), .integer(1),
                .integer(2),
            ])
            for round in 1...3 {
                for _ in 0..<3 {
                    let reply = try await client.evaluate(script, keys: 1, arguments)
                    #expect(reply == expected)
                }
                #expect(client.statistics.scriptsReloaded == round)
                _ = try await client.command("SCRIPT", "FLUSH")
            }
        }
    }

    @Test func `a script that cannot be loaded is tried once and its error arrives`() async throws {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let client = RedisClient(RedisConfiguration(address: .unix(redis.socketPath)), on: loop)
            await client.connected(loop.reactor)
            defer { client.close() }
            let broken = RedisScript(Array("return (".utf8))
            let error = await #expect(throws: RedisError.self) {
                try await client.evaluate(broken, keys: 0, RedisArguments())
            }
            guard case .server(let server) = error else { throw error ?? .notConnected }
            #expect(server.code == "NOSCRIPT")
            #expect(client.statistics.scriptsReloaded == 1)
            #expect(client.inFlight == 0)
        }
    }
}
