import EventLoop
import Redis
import TestKit
import Testing

@Suite struct RedisMemoryTests {
    /// In a process of its own: memory is the whole process's.
    @Test func `a hundred thousand commands leave nothing behind`() async {
        await #expect(processExitsWith: .success) {
            let redis = try PrivateRedis()
            let (alive, growth) = try await withLoop { loop in try await run(200, against: redis, on: loop) }
            precondition(alive == 0, "completions and the client are gone")
            // The answers after the 20th round have 90 MB together.
            precondition(growth < 20 << 20, "their memory too")
        }
    }
}

/// Sends rounds of 500 commands; how many completions and clients live afterwards, and how much memory was
/// added since the 20th round.
private func run(
    _ rounds: Int, against redis: PrivateRedis, on loop: isolated Loop
) async throws -> (alive: Int, growth: Int) {
    var client: RedisClient? = RedisClient(
        RedisConfiguration(address: .unix(redis.socketPath), commandDeadline: .seconds(20)), on: loop)
    weak let weakClient = client
    await client?.connected(loop.reactor)
    _ = try await client?.command("SET", "k", .bytes([UInt8](repeating: 7, count: 1000)))
    let done = Parking(loop.reactor)
    var live = 0
    var before = 0
    var arguments = RedisArguments()
    arguments.append("MGET")
    arguments.append("k")
    for round in 0..<rounds {
        if round == 20 { before = ResidentMemory.bytes }
        for _ in 0..<500 {
            let token = Token { live += $0 }
            client?.send(arguments) { _ in
                withExtendedLifetime(token) {}
                if client?.inFlight == 0 { done.wake() }
            }
        }
        _ = await done.park()
    }
    let growth = ResidentMemory.bytes - before
    client?.close()
    client = nil
    return (live + (weakClient == nil ? 0 : 1), growth)
}

/// Counts how many of its kind live.
private final class Token {
    private let count: (Int) -> Void

    init(_ count: @escaping (Int) -> Void) {
        self.count = count
        count(1)
    }

    deinit {
        count(-1)
    }
}
