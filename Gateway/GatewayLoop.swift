import EventLoop
import Glibc
import HTTP
import HTTPClient
import HTTPServer
import Redis
import RedisRoom
import ServiceKit
import Settings
import Telemetry
import Tokens
import WaitingRoom

/// Everything that one loop of a gateway owns: its server, its Redis connection, its desks and pools.
final class GatewayLoop {
    private let service: GatewayService
    private let server: LoopServer
    private let redis: RedisClient
    private let stores: [LiveRoom]
    private let reactor: Reactor
    private var keepers: [RoomKeeper] = []

    /// Builds a loop's share of the gateway, on the loop, and begins to listen.
    static func install(on loop: isolated Loop, index: Int, _ setting: GatewaySetting, listeners: [Int32]) {
        let own = GatewayLoop(on: loop, index: index, setting)
        loop.reactor.keep(own)
        setting.fleet.add(LoopBound(own, on: loop.reactor))
        own.redis.connect()
        if index == 0 {
            own.startKeepers(setting)
            if let users = setting.users { keepReading(users, on: loop.reactor, setting) }
        }
        for descriptor in listeners {
            do throws(SystemError) {
                try own.server.listen(onOpen: descriptor)
            } catch {
                setting.log.error("listener_failed") { $0.field("reason", "\(error)") }
            }
        }
    }

    private init(on loop: isolated Loop, index: Int, _ setting: GatewaySetting) {
        let plan = setting.plan
        reactor = loop.reactor
        let redis = RedisClient(
            RedisConfiguration(setting.settings.redis), on: loop, resolver: setting.resolver)
        self.redis = redis
        let stores = plan.rooms.map { LiveRoom(room: $0.text, client: redis, audited: setting.audited) }
        self.stores = stores
        let clock = LoopClock(loop.reactor, wallMilliseconds: WallClock.milliseconds())
        let pools = plan.upstreams.map { UpstreamPool($0, on: loop, resolver: setting.resolver) }
        let desks = plan.rooms.map { room in
            RoomDesk(
                room, store: stores[room.index], reactor: loop.reactor,
                bulletin: RoomBulletin.unknown(room))
        }
        let keys = setting.keys
        let resolver = setting.resolver
        service = GatewayService(
            plan: plan, reactor: loop.reactor, clock: clock, log: setting.log,
            metrics: GatewayMetrics(setting.instruments, shard: setting.instruments.registry.shard(index)),
            proxy: ReverseProxy(plan: plan, pools: pools, clock: clock), desks: desks, keys: keys.current,
            reloadKeys: { [fleet = setting.fleet] in
                // The disk is read on the blocking pool; what was read reaches the loops as a message.
                if keys.mayReload() { resolver.runBlocking { keys.reload { fleet.take($0) } } }
            }, wantUserKeys: Self.userKeys(setting))
        service.userVerifier = setting.users?.current
        server = LoopServer(
            on: loop.reactor, service: service,
            limits: Self.limits(setting.settings.gateway, trusted: plan.trustedProxies))
    }

    /// Takes a room's bulletin over.
    func adopt(_ bulletin: RoomBulletin, room: Int) {
        stores[room].line = (bulletin.snapshot.gen, bulletin.snapshot.epoch)
        service.adopt(bulletin, room: room)
    }

    /// Takes new keys over.
    func adopt(_ keys: GatewayKeys) {
        service.keys = keys
    }

    /// Takes new keys of user tokens over: who was known by the old ones is looked at again.
    func adopt(_ users: UserTokenVerifier) {
        service.userVerifier = users
        service.users.forgetAll()
    }

    /// Asks for identity's keys where a token names an unknown one; whether they may be there soon.
    private static func userKeys(_ setting: GatewaySetting) -> () -> Bool {
        guard let users = setting.users else { return { false } }
        let (fleet, resolver) = (setting.fleet, setting.resolver)
        return {
            let (mustRead, isWorthWaiting) = users.unknownKey(now: .now)
            if mustRead { resolver.runBlocking { users.reload { fleet.take($0) } } }
            return isWorthWaiting
        }
    }

    /// Reads identity's keys now and then, so that a key that was withdrawn there is so here.
    private static func keepReading(
        _ users: UserKeyCabinet, on reactor: Reactor, _ setting: GatewaySetting
    ) {
        reactor.after(UserKeyCabinet.pause) { [unowned reactor] in
            setting.resolver.runBlocking { users.reload { setting.fleet.take($0) } }
            keepReading(users, on: reactor, setting)
        }
    }

    /// Finishes what is in progress; `done` is called when no connection is left.
    func drain(done: @escaping @Sendable () -> Void) {
        service.endStreams()
        server.drain()
        awaitEmpty(done)
    }

    private func awaitEmpty(_ done: @escaping @Sendable () -> Void) {
        if server.connectionCount == 0 {
            for keeper in keepers { keeper.stop() }
            redis.close()
            done()
        } else {
            reactor.after(.milliseconds(20)) { [weak self] in self?.awaitEmpty(done) }
        }
    }

    /// One loop keeps the rooms for all: it advances the line and tells the others.
    private func startKeepers(_ setting: GatewaySetting) {
        let name = Self.gatewayName()
        for room in setting.plan.rooms {
            let keeper = RoomKeeper(
                room, gateway: name, store: stores[room.index], reactor: reactor, log: setting.log,
                random: FastRandom()
            ) { [fleet = setting.fleet, instruments = setting.instruments, health = setting.health] in
                let bulletin = $0
                fleet.publish(bulletin, room: room.index)
                GatewayMetrics.publish(bulletin.snapshot, room.index, instruments)
                // Ready once the first room was seen; a later loss must not take gateways out of the rush.
                if bulletin.health == .live { health.set("rooms", ready: true) }
            }
            keepers.append(keeper)
            keeper.start()
        }
        observeConnection()
    }

    /// A new connection may be to another run of Redis: the keepers ask at once.
    private func observeConnection() {
        redis.onStateChange { [weak self] state in
            guard case .connected = state, let self else { return }
            for keeper in keepers { keeper.storeConnected() }
        }
    }

    /// A name that no other gateway has: the machine, the process and some random digits.
    private static func gatewayName() -> String {
        var random = FastRandom()
        return "g\(getpid())-\(String(random.next() % 0xFFFF_FFFF, radix: 36))"
    }

    private static func limits(_ gateway: GatewayConfiguration, trusted: [AddressRange]) -> ServerLimits {
        let limits = gateway.limits
        let loops = gateway.loops
        var server = ServerLimits()
        server.head = HTTPLimits(
            headBytes: limits.headerBytes, fieldCount: limits.fields,
            requestLineBytes: limits.requestLineBytes)
        server.headTime = limits.headerTimeout
        server.bodyIdle = limits.bodyIdleTimeout
        server.bodyRate = limits.bodyRate
        server.keepAliveIdle = limits.keepAliveTimeout
        if limits.connectionsPerAddress > 0 {
            server.connectionsPerAddress = limits.connectionsPerAddress
        } else {
            server.connectionsPerAddress = .max
        }
        server.uncounted = trusted
        server.connections = DescriptorBudget.connections(loops: loops > 0 ? loops : LoopGroup.processors)
        return server
    }
}
