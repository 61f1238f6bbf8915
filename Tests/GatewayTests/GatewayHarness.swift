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
    /// Where the sample site listens.
    let sitePort: UInt16
    let site = SampleUpstream.Book()
    let clock: ManualClock
    let lines: [MemoryLine]
    let stores: [MemoryRoom]
    let plan: GatewayPlan
    /// The keys of today; the ring before its last rotation; keys that nobody knows.
    let keys: GatewayKeys
    let oldKeys: GatewayKeys
    let foreignKeys: GatewayKeys
    /// Who makes user tokens, and who made them before a rotation that the gateway has not heard of.
    let identity: UserTokenSigner
    let laterIdentity: UserTokenSigner
    let laterUserKeys: [VerificationKey]
    /// Has a line for each time that the keys were asked for again.
    let notes = Notes()
    private let loops: LoopHarness
    private let blocking: BlockingPool
    private let parts: LoopBound<Parts>

    /// A gateway with one room `demo` that protects all but `/assets/**`, with one place for a session.
    ///
    /// With `like` it is another gateway of the same rooms: over their store, with their clock and keys.
    init(
        upstream other: UInt16? = nil, limits: ServerLimits = ServerLimits(), maximumRunners: Int = 8192,
        like twin: GatewayHarness? = nil, _ configure: (inout SluiceSettings) throws -> Void = { _ in }
    ) async throws {
        let loops = try LoopHarness(maximumRunners: maximumRunners)
        let blocking = try BlockingPool()
        (self.loops, self.blocking) = (loops, blocking)
        let (upstream, upstreamPort) = try await Self.startSite(loops, site)
        sitePort = upstreamPort
        let settings = try Self.settings(upstream: other ?? upstreamPort, configure)
        let plan = try GatewayPlan(settings)
        let clock = twin?.clock ?? ManualClock()
        let known = twin?.lines ?? []
        let lines = plan.rooms.map { room in
            room.index < known.count ? known[room.index] : MemoryLine { clock.now }
        }
        let stores = lines.map { MemoryRoom($0) }
        let keys =
            try twin.map { Keys(now: $0.keys, old: $0.oldKeys, foreign: $0.foreignKeys) }
            ?? Self.makeKeys(clock.now)
        (self.plan, self.lines, self.stores, self.clock) = (plan, lines, stores, clock)
        (self.keys, oldKeys, foreignKeys) = (keys.now, keys.old, keys.foreign)
        let users = try Self.makeUserKeys(clock.now)
        (identity, laterIdentity, laterUserKeys) = (users.now, users.later, users.laterKeys)
        let notes = notes
        let resolver = NameResolver(pool: blocking)
        (parts, port) = try await loops.run { loop in
            guard let upstream = upstream.value else { throw CancellationError() }
            let service = Self.service(
                plan, on: loop, stores: stores, keys: keys.now, notes: notes, resolver: resolver)
            service.userVerifier = UserTokenVerifier(keys: users.keys)
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

    /// Waits, turn by turn, until something is so; false when it is not after some seconds.
    func until(_ condition: @escaping @Sendable (Parts, Reactor) -> Bool) async throws -> Bool {
        try await on { parts, loop in
            let parking = Parking(loop.reactor)
            for _ in 0..<5000 {
                if condition(parts, loop.reactor) { return true }
                _ = await parking.park(loop.reactor, atMost: .milliseconds(1))
            }
            return false
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
        Visitor { [self] in try client(from: peer) }
    }

    /// A connection that seems to come from this address.
    func client(from peer: SocketAddress) throws -> RawClient {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw CancellationError()
        }
        let theirs = ends[1]
        _ = fcntl(theirs, F_SETFL, O_NONBLOCK)
        parts.send { $0.server.accept(theirs, from: peer) }
        return RawClient(descriptor: ends[0])
    }
}
