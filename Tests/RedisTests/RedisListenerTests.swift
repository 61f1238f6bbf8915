import EventLoop
import TestKit
import Testing

@testable import Redis

@Suite struct RedisListenerTests {
    /// What a handler has heard, for an async function to wait on.
    final class Heard {
        private(set) var news: [RedisNews] = []
        private let parking: Parking

        init(_ reactor: Reactor) {
            parking = Parking(reactor)
        }

        func take(_ one: RedisNews) {
            news.append(one)
            if parking.isOccupied { parking.wake() }
        }

        /// Waits until there are so many, for ten seconds at most.
        func wait(_ count: Int, _ reactor: Reactor) async -> Bool {
            while news.count < count {
                if await parking.park(reactor, atMost: .seconds(10)) == .timedOut { return false }
            }
            return true
        }
    }

    @Test func `what is published is heard, on each channel by its own handler`() async throws {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let configuration = RedisConfiguration(address: .unix(redis.socketPath))
            let listener = RedisListener(configuration, on: loop)
            let client = RedisClient(configuration, on: loop)
            await client.connected(loop.reactor)
            defer {
                client.close()
                listener.close()
            }
            let (first, second) = (Heard(loop.reactor), Heard(loop.reactor))
            listener.listen(Array("one".utf8), first.take)
            #expect(await first.wait(1, loop.reactor))
            listener.listen(Array("two".utf8), second.take)
            #expect(await second.wait(1, loop.reactor))
            _ = try await client.command("PUBLISH", "one", .bytes([0, 13, 10, 255]))
            _ = try await client.command("PUBLISH", "two", "")
            #expect(await first.wait(2, loop.reactor))
            #expect(await second.wait(2, loop.reactor))
            #expect(first.news == [.began, .said([0, 13, 10, 255])])
            #expect(second.news == [.began, .said([])])
            listener.leave(Array("one".utf8))
            listener.listen(Array("three".utf8), second.take)
            #expect(await second.wait(3, loop.reactor))
            let reply = try await client.command("PUBLISH", "one", "nobody")
            #expect(reply == .integer(0))
        }
    }

    @Test func `after a loss it listens again and says that something may have been missed`() async throws {
        let redis = try PrivateRedis()
        try await withLoop { loop in
            let configuration = RedisConfiguration(address: .unix(redis.socketPath))
            let listener = RedisListener(configuration, on: loop)
            defer { listener.close() }
            let heard = Heard(loop.reactor)
            listener.listen(Array("one".utf8), heard.take)
            #expect(await heard.wait(1, loop.reactor))
            redis.kill()
            try redis.start()
            #expect(await heard.wait(2, loop.reactor))
            #expect(heard.news == [.began, .began])
            #expect(listener.isConnected)
        }
    }

    @Test func `it says its password, and comes again while it is refused`() async throws {
        let redis = try PrivateRedis(["--requirepass", "secret"])
        try await withLoop { loop in
            var configuration = RedisConfiguration(address: .unix(redis.socketPath))
            let refused = RedisListener(configuration, on: loop)
            configuration.password = RedisPassword("secret")
            let listener = RedisListener(configuration, on: loop)
            let (none, heard) = (Heard(loop.reactor), Heard(loop.reactor))
            refused.listen(Array("one".utf8), none.take)
            listener.listen(Array("one".utf8), heard.take)
            #expect(await heard.wait(1, loop.reactor))
            #expect(none.news.isEmpty)
            listener.close()
            refused.close()
        }
    }

    static func read(_ pieces: [String]) throws -> [PushReader.Push] {
        var reader = PushReader()
        var found: [PushReader.Push] = []
        for piece in pieces {
            let bytes = Array(piece.utf8)
            _ = reader.fill { memory in
                memory.copyBytes(from: bytes)
                return bytes.count
            }
            while let push = try reader.next() { found.append(push) }
        }
        return found
    }

    @Test func `messages are read wherever the bytes are cut`() throws {
        let text =
            "+OK\r\n*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n-NOAUTH no\r\n*2\r\n$4\r\npong\r\n$-1\r\n:7\r\n"
        let whole = try Self.read([text])
        #expect(
            whole == [
                .status, .words([Array("subscribe".utf8), [0x61], [0x31]]), .error("NOAUTH"),
                .words([Array("pong".utf8), []]), .status,
            ])
        for place in 1..<text.utf8.count {
            let cut = text.index(text.startIndex, offsetBy: 0)
            let middle = text.utf8.index(cut, offsetBy: place)
            #expect(try Self.read([String(text[..<middle]), String(text[middle...])]) == whole)
        }
    }

    @Test(arguments: [
        "x\r\n", "*99\r\n", "*-1\r\n", "*x\r\n", "*1\r\n*1\r\n", "*1\r\n$9999999999\r\n", "*1\r\n+a\r\n",
    ])
    func `what no server says ends the connection`(text: String) {
        #expect(throws: PushReader.Malformed.self) { try Self.read([text]) }
    }

    @Test func `a message that never ends is given up`() {
        #expect(throws: PushReader.Malformed.self) {
            try Self.read([String](repeating: String(repeating: "a", count: 4_000), count: 300))
        }
    }
}
