internal import EventLoop
internal import HTTPServer
internal import Telemetry

/// Keeps the ops listener's objects alive for as long as its loop runs.
final class OpsHost {
    private let service: OpsService
    private let server: LoopServer

    private init(_ service: OpsService, _ server: LoopServer) {
        self.service = service
        self.server = server
    }

    static func install(
        on reactor: Reactor, descriptor: Int32, health: Health, registry: MetricsRegistry, log: EventLog,
        routes: [OpsRoute], shelf: RouteShelf
    ) {
        let service = OpsService(health: health, registry: registry, routes: routes, shelf: shelf)
        var limits = ServerLimits()
        limits.connections = 256
        limits.connectionsPerAddress = 64
        let server = LoopServer(on: reactor, service: service, limits: limits)
        do throws(SystemError) {
            try server.listen(onOpen: descriptor)
        } catch {
            log.error("ops_listener_failed") { $0.field("reason", "\(error)") }
        }
        reactor.keep(OpsHost(service, server))
    }
}
