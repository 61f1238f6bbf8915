import Bytes
import EventLoop
import HTTP
import HTTPClient
import TestKit

/// What became of one request over a pool.
struct Fetched: Equatable, Sendable {
    var status = 0
    var text = ""
    var isReused = false
    var failure: UpstreamError?
}

/// A pool on a loop of its own, as a test uses it.
final class RunningPool: Sendable {
    struct Parts {
        let pool: UpstreamPool
    }

    let harness: LoopHarness
    let blocking: BlockingPool
    private let parts: LoopBound<Parts>

    init(_ settings: UpstreamSettings) async throws {
        let harness = try LoopHarness()
        let blocking = try BlockingPool(threads: 1)
        self.harness = harness
        self.blocking = blocking
        parts = try await harness.run { loop in
            let pool = UpstreamPool(settings, on: loop, resolver: NameResolver(pool: blocking))
            return LoopBound(Parts(pool: pool), on: loop.reactor)
        }
    }

    convenience init(
        port: UInt16, _ configure: @Sendable (inout UpstreamSettings) -> Void = { _ in }
    ) async throws {
        var settings = UpstreamSettings(servers: ["127.0.0.1:\(port)"])
        configure(&settings)
        try await self.init(settings)
    }

    deinit {
        parts.send { $0.pool.closeIdle() }
        harness.stop()
        blocking.stop()
    }

    /// Does something with the pool on its loop.
    func on<Value: Sendable>(
        _ body: @escaping @Sendable (isolated Loop, UpstreamPool) async throws -> Value
    ) async throws -> Value {
        try await harness.run { [parts] loop in
            guard let pool = parts.value?.pool else { throw CancellationError() }
            return try await body(loop, pool)
        }
    }

    /// Waits, turn by turn, until something is so; false when it is not after ten seconds.
    func until(_ condition: @escaping @Sendable (UpstreamPool) -> Bool) async throws -> Bool {
        try await on { loop, pool in
            let parking = Parking(loop.reactor)
            for _ in 0..<10_000 {
                if condition(pool) { return true }
                _ = await parking.park(loop.reactor, atMost: .milliseconds(1))
            }
            return false
        }
    }

    /// Sends a request and reads the whole answer.
    func fetch(
        _ request: String = "GET / HTTP/1.1\r\nHost: a\r\n\r\n", method: HTTP.Method = .get
    ) async throws -> Fetched {
        try await on { _, pool in await Self.fetch(request, method, over: pool) }
    }

    static func fetch(_ request: String, _ method: HTTP.Method, over pool: UpstreamPool) async -> Fetched {
        var fetched = Fetched()
        do throws(UpstreamError) {
            let connection: UpstreamConnection
            if let kept = pool.takeIdle() { connection = kept } else { connection = try await pool.open() }
            fetched.isReused = connection.isReused
            defer { connection.finish() }
            var bytes = ByteBuffer()
            bytes.append(string: request)
            _ = try await connection.send(&bytes)
            try await connection.readHead(method: method)
            fetched.status = connection.head.status
            var body = ByteBuffer()
            while try await connection.readBody(into: &body) {}
            fetched.text = body.withReadable { $0.copyString() }
        } catch {
            fetched.failure = error
        }
        return fetched
    }
}
