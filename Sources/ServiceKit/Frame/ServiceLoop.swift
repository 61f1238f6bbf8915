internal import EventLoop
internal import HTTP
internal import HTTPServer
internal import Settings
internal import Telemetry

/// Everything that one loop of a service owns: its server, its stores, its routes.
final class ServiceLoop {
    private let context: ServiceContext
    private let stores: ServiceStores
    private let server: LoopServer

    /// Builds a loop's share of a service, on the loop, and begins to listen.
    static func install(on loop: isolated Loop, index: Int, _ setting: ServiceSetting, listeners: [Int32]) {
        let own = ServiceLoop(on: loop, index: index, setting)
        loop.reactor.keep(own)
        setting.fleet.add(LoopBound(own, on: loop.reactor))
        own.stores.connect(setting.frame.health)
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
        let stores = ServiceStores(plan, on: loop, resolver: NameResolver(pool: setting.blocking))
        self.stores = stores
        context = ServiceContext(
            on: loop, index: index, settings: plan.settings, frame: setting.frame,
            blocking: setting.blocking, stores: stores, shared: setting.shared)
        let router = ServiceRouter()
        plan.install(loop, context, router)
        // Every loop has the same.
        if index == 0 { setting.frame.routes.put(router.lines) }
        let keys = KeyReader(setting.keys, context, on: loop)
        if index == 0 { keys.keepReading() }
        let desk = ServiceDesk(
            router, context, callers: CallerCheck(setting.keys),
            metrics: setting.metrics(templates: router.templates),
            trusted: Self.trusted(plan.settings), errorPage: plan.errorPage,
            reloadKeys: { await keys.reload() })
        var limits = ServerLimits()
        // The gateway passes bodies on as they come.
        limits.bodyRate = plan.settings.gateway.limits.bodyRate
        server = LoopServer(on: loop.reactor, service: desk, limits: limits)
    }

    /// Finishes what is in progress; `done` is called when no connection is left.
    func drain(done: @escaping @Sendable () -> Void) {
        server.drain()
        awaitEmpty(done)
    }

    /// First the last connection ends, then the service's own work, then the stores are closed.
    private func awaitEmpty(_ done: @escaping @Sendable () -> Void) {
        if server.connectionCount == 0, !context.isEnding { context.beginEnd() }
        if server.connectionCount == 0, context.isIdle {
            context.closeStores()
            done()
        } else {
            context.reactor.after(.milliseconds(20)) { [weak self] in self?.awaitEmpty(done) }
        }
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
