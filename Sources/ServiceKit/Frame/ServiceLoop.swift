internal import EventLoop
internal import HTTP
internal import HTTPServer
internal import Redis
internal import Settings
internal import Telemetry

/// Everything that one loop of a service owns: its server, its stores, its routes.
final class ServiceLoop {
    private let context: ServiceContext
    private let server: LoopServer

    /// Builds a loop's share of a service, on the loop, and begins to listen.
    static func install(on loop: isolated Loop, index: Int, _ setting: ServiceSetting, listeners: [Int32]) {
        let own = ServiceLoop(on: loop, index: index, setting)
        loop.reactor.keep(own)
        setting.fleet.add(LoopBound(own, on: loop.reactor))
        own.watchStores(isFirst: index == 0)
        for descriptor in listeners {
            do throws(SystemError) {
                try own.server.listen(onOpen: descriptor)
            } catch {
                own.context.log.error("listener_failed") { $0.field("reason", "\(error)") }
            }
        }
    }

    private init(on loop: isolated Loop, index: Int, _ setting: ServiceSetting) {
        let plan = setting.plan
        let redis = plan.usesRedis ? Self.redis(plan.settings.redis, on: loop, setting) : nil
        context = ServiceContext(
            on: loop, index: index, settings: plan.settings, frame: setting.frame,
            blocking: setting.blocking, redis: redis)
        let router = ServiceRouter()
        plan.install(loop, context, router)
        let keys = setting.keys
        let reactor = loop.reactor
        let desk = ServiceDesk(
            router, context, callers: CallerCheck(keys.trusted),
            metrics: setting.metrics(templates: router.templates),
            trusted: Self.trusted(plan.settings), reloadKeys: { await keys.reload(on: reactor) })
        server = LoopServer(on: loop.reactor, service: desk)
    }

    /// Finishes what is in progress; `done` is called when no connection is left.
    func drain(done: @escaping @Sendable () -> Void) {
        server.drain()
        awaitEmpty(done)
    }

    private func awaitEmpty(_ done: @escaping @Sendable () -> Void) {
        if server.connectionCount == 0 {
            context.end()
            done()
        } else {
            context.reactor.after(.milliseconds(20)) { [weak self] in self?.awaitEmpty(done) }
        }
    }

    /// Ready once each store was reached; a later loss must not take the fleet out of the rush.
    private func watchStores(isFirst: Bool) {
        guard let redis = context.redis else { return }
        redis.onStateChange { [health = context.health] state in
            if case .connected = state, isFirst { health.set("redis", ready: true) }
        }
        redis.connect()
    }

    private static func redis(
        _ address: Settings::RedisAddress, on loop: isolated Loop, _ setting: ServiceSetting
    ) -> RedisClient {
        let server: Redis::RedisAddress =
            switch address.server {
            case .host(let host, let port): .tcp(host: host, port: port)
            case .unix(let path): .unix(path)
            }
        let configuration = RedisConfiguration(
            address: server, username: address.user,
            password: address.password.map { RedisPassword($0.revealed) }, database: address.database)
        return RedisClient(configuration, on: loop, resolver: NameResolver(pool: setting.blocking))
    }

    /// Whose X-Forwarded-For is believed: the gateway's on this machine, and what the settings name.
    private static func trusted(_ settings: SluiceSettings) -> [AddressRange] {
        let own = ["127.0.0.0/8", "::1/128"]
        return (own + settings.gateway.trustedProxies.map { "\($0)" }).compactMap { text in
            let bytes = Array(text.utf8)
            return AddressRange(bytes.span.bytes)
        }
    }
}
