import EventLoop
import Redis
import TestKit
import Testing

@Suite struct RedisHostileServerTests {
    /// Connects to a server with prepared answers and sends PING twice; the states and the outcomes.
    private func meet(
        _ answers: [FakeRedis.Answer], pings: Int = 2, maximumReplyBytes: Int = 1 << 20
    ) async throws -> (states: [RedisState], outcomes: [Result<RedisReply, RedisError>]) {
        try await withLoop { loop in
            let server = try FakeRedis(on: loop.reactor, answers)
            let client = RedisClient(
                RedisConfiguration(
                    address: .tcp(host: "127.0.0.1", port: server.port), commandDeadline: .seconds(5),
                    stallTimeout: .seconds(5), maximumReplyBytes: maximumReplyBytes,
                    reconnect: ReconnectPolicy(first: .seconds(60), longest: .seconds(60))), on: loop)
            var states: [RedisState] = []
            var outcomes: [Result<RedisReply, RedisError>] = []
            client.onStateChange { state in
                if state != .closed { states.append(state) }
                guard state.isConnected else { return }
                var arguments = RedisArguments()
                arguments.append("PING")
                for _ in 0..<pings { client.send(arguments) { outcomes.append($0) } }
            }
            client.connect()
            await client.wait(loop.reactor) { $0.disconnectReason != nil }
            let turn = Parking(loop.reactor)
            _ = await turn.park(loop.reactor, atMost: .milliseconds(1))
            client.close()
            server.close()
            #expect(loop.reactor.descriptorCount == 0)
            return (states, outcomes)
        }
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n\r\n", "$-7\r\n", "*-2\r\n", ":12a\r\n", "\0\0\0\0\r\n"])
    func `nonsense instead of the first answer ends the attempt`(nonsense: String) async throws {
        let (states, _) = try await meet([.text(nonsense)])
        #expect(states == [.disconnected(.protocolViolation)])
    }

    @Test(arguments: ["+OK\r\n", ":1\r\n", "$1\r\nx\r\n", "*1\r\n:1\r\n", "*0\r\n", "$-1\r\n"])
    func `an answer that nobody asked for ends the connection and not the process`(surplus: String)
        async throws
    {
        let (states, outcomes) = try await meet([
            .bytes(FakeRedis.information), .text("+PONG\r\n+PONG\r\n" + surplus),
        ])
        #expect(outcomes == [.success(.status("PONG")), .success(.status("PONG"))])
        #expect(states.last == .disconnected(.protocolViolation))
    }

    @Test func `an error that nobody asked for ends the connection`() async throws {
        let (states, _) = try await meet([
            .bytes(FakeRedis.information), .text("+PONG\r\n+PONG\r\n-ERR something odd\r\n"),
        ])
        #expect(states.last == .disconnected(.connectionLost))
    }

    @Test func `a full server says so`() async throws {
        let (states, _) = try await meet([.text("-ERR max number of clients reached\r\n")])
        let reason = RedisServerError(code: "ERR", message: "max number of clients reached")
        #expect(states == [.disconnected(.server(reason))])
    }

    @Test func `a server that closes in the middle of an answer loses the rest`() async throws {
        let (states, outcomes) = try await meet([
            .bytes(FakeRedis.information), .bytesThenClose(Array("+PONG\r\n$100\r\nonly a part".utf8)),
        ])
        #expect(outcomes == [.success(.status("PONG")), .failure(.connectionLost)])
        #expect(states.last == .disconnected(.connectionLost))
    }

    @Test func `a server that closes at once is a lost connection`() async throws {
        let (states, _) = try await meet([.close])
        #expect(states == [.disconnected(.connectionLost)])
    }

    @Test(arguments: ["*2000000000\r\n", "*2147483647\r\n", "*99999999999999999999\r\n", "*1048577\r\n"])
    func `an array that claims to be huge is not allocated`(claim: String) async throws {
        let (states, outcomes) = try await meet([.bytes(FakeRedis.information), .text(claim)])
        #expect(states.last == .disconnected(.protocolViolation))
        #expect(outcomes == [.failure(.protocolViolation), .failure(.protocolViolation)])
    }

    @Test func `an answer larger than allowed ends the connection while it is read`() async throws {
        let (states, _) = try await meet(
            [
                .bytes(FakeRedis.information),
                .bytes(Array("$900000000\r\n".utf8) + [UInt8](repeating: 1, count: 60_000)),
            ],
            maximumReplyBytes: 30_000)
        #expect(states.last == .disconnected(.protocolViolation))
    }

    @Test func `arrays nested deeper than hiredis knows end the connection`() async throws {
        let (states, _) = try await meet([
            .bytes(FakeRedis.information), .text(String(repeating: "*1\r\n", count: 30)),
        ])
        #expect(states.last == .disconnected(.protocolViolation))
    }

    @Test func `information without a run id is refused`() async throws {
        let (states, _) = try await meet([.text("$5\r\nhello\r\n")])
        #expect(states == [.disconnected(.protocolViolation)])
    }
}
