import EventLoop
import Glibc
import HTTP
import HTTPClient
import HTTPServer
import Settings
import Telemetry
import TestKit
import Tokens
import WaitingRoom

@testable import Gateway

/// One loop of a gateway over rooms in memory, in front of a sample site; ticks come when a test says so.
final class GatewayHarness: Sendable {
    struct Parts {
        let service: GatewayService
        let server: LoopServer
        let upstream: LoopServer
        let keepers: [RoomKeeper]
    }

    let port: UInt16
    let site = SampleUpstream.Book()
    let clock = ManualClock()
    let lines: [MemoryLine]
    let stores: [MemoryRoom]
    let plan: GatewayPlan
    /// The keys of today; the ring before its last rotation; keys that nobody knows.
    let keys: GatewayKeys
    let oldKeys: GatewayKeys
    let foreignKeys: GatewayKeys
    /// Has a line for each time that the keys were asked for again.
    let notes = Notes()
    private let loops: LoopHarness
    private let blocking: BlockingPool
    private let parts: LoopBound<Parts>

    /// A gateway with one room `demo` that protects all but `/assets/**`, with one place for a session.
    init(
        upstream other: UInt16? = nil, limits: ServerLimits = ServerLimits(),
        _ configure: (inout SluiceSettings) throws -> Void = { _ in }
    ) async throws {
        let loops = try LoopHarness()
        let blocking = try BlockingPool()
        (self.loops, self.blocking) = (loops, blocking)
        let (upstream, upstreamPort) = try await Self.startSite(loops, site)
        let settings = try Self.settings(upstream: other ?? upstreamPort, configure)
        let plan = try GatewayPlan(settings)
        let clock = clock
        let lines = plan.rooms.map { _ in MemoryLine { clock.now } }
        let stores = lines.map { MemoryRoom($0) }
        let keys = try Self.makeKeys(clock.now)
        (self.plan, self.lines, self.stores) = (plan, lines, stores)
        (self.keys, oldKeys, foreignKeys) = (keys.now, keys.old, keys.foreign)
        let notes = notes
        let resolver = NameResolver(pool: blocking)
        (parts, port) = try await loops.run { loop in
            guard let upstream = upstream.value else { throw CancellationError() }
            let service = Self.service(
                plan, on: loop, stores: stores, keys: keys.now, notes: notes, resolver: resolver)
            let keepers = plan.rooms.map { Self.keeper($0, stores[$0.index], service, loop) }
            for keeper in keepers { keeper.stop() }
            let server = LoopServer(on: loop.reactor, service: service, limits: limits)
            let address = try server.listen(on: .v4(0x7F00_0001, port: 0))
            let parts = Parts(service: service, server: server, upstream: upstream, keepers: keepers)
            return (LoopBound(parts, on: loop.reactor), address.port ?? 0)
        }
        try await tick()
    }

    deinit {
        parts.send {
            $0.server.close()
            $0.upstream.close()
        }
        loops.stop()
        blocking.stop()
    }

    /// Moves the store's clock on and lets every room's keeper do one tick.
    func tick(_ milliseconds: Int64 = 250, times: Int = 1) async throws {
        for _ in 0..<times {
            clock.advance(milliseconds)
            try await on { parts, _ in for keeper in parts.keepers { await keeper.perform() } }
        }
    }

    /// Does something with the gateway on its loop.
    @discardableResult
    func on<Value: Sendable>(
        _ body: @escaping @Sendable (Parts, isolated Loop) async throws -> Value
    ) async throws -> Value {
        try await loops.run { [parts] loop in
            guard let value = parts.value else { throw CancellationError() }
            return try await body(value, loop)
        }
    }

    /// What an operator changes; in force for the visitors after the next tick.
    func change(_ room: Int = 0, _ body: (inout RoomChange) -> Void) async throws {
        var change = RoomChange()
        body(&change)
        let rev = lines[room].line?.rev ?? 0
        _ = try await stores[room].set(change, expecting: rev, by: "test")
        try await tick()
    }

    /// Somebody at this machine.
    func visitor() -> Visitor {
        Visitor { [port] in try RawClient(port: port) }
    }

    /// Somebody whose connection comes from this address.
    func visitor(from peer: SocketAddress) -> Visitor {
        Visitor { [parts] in
            var ends: [Int32] = [0, 0]
            guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
                throw CancellationError()
            }
            let (ours, theirs) = (ends[0], ends[1])
            _ = fcntl(theirs, F_SETFL, O_NONBLOCK)
            parts.send { $0.server.accept(theirs, from: peer) }
            return RawClient(descriptor: ours)
        }
    }
}
