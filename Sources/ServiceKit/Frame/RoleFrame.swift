import Glibc
package import EventLoop
internal import HTTPServer
package import Settings
package import Telemetry
internal import Synchronization

/// What every role has: log, metrics, health, the ops listener, and an orderly end.
///
/// The role starts its loops, tells its health, and calls `waitForEnd`, which blocks the main thread until a
/// signal comes.
package final class RoleFrame: Sendable {
    /// The role's log.
    package let log: EventLog
    /// The role's metrics: one shard a loop, and one for everything else.
    package let registry: MetricsRegistry
    /// What the role says of itself.
    package let health = Health()
    /// What the role serves, as `GET /v1/routes` of its ops listener tells it.
    package let routes = RouteShelf()

    private let ops: LoopGroup
    private let opsAddress: Mutex<String?>
    private let drainDelay: Duration

    /// Starts the ops listener; signals must be blocked before (`SignalSource.block(RoleFrame.signals)`).
    package init(
        role: String, settings: SluiceSettings, loops: Int, ops address: String, log: EventLog,
        routes: [OpsRoute] = []
    ) throws(SystemError) {
        self.log = log
        drainDelay = settings.gateway.drainDelay
        let registry = MetricsRegistry(shards: loops + 1, cells: 65_536)
        self.registry = registry
        ProcessMetrics.register(in: registry)
        BuildInfo.register(in: registry, version: SluiceVersion.text, revision: SluiceVersion.revision)
        log.register(in: registry)
        guard let listen = SocketAddress(address) else {
            throw SystemError(call: "ops address", code: EINVAL)
        }
        let descriptor = try Socket.listen(on: listen, backlog: 128, sharesPort: false)
        opsAddress = Mutex(Socket.localAddress(descriptor)?.description)
        // The ops listener is there before the role is: it must not be taken for ready.
        health.set("start", ready: false)
        let health = health
        let shelf = self.routes
        ops = try LoopGroup(count: 1) { loop, _ in
            OpsHost.install(
                on: loop.reactor, descriptor: descriptor, health: health, registry: registry, log: log,
                routes: routes, shelf: shelf)
        }
    }

    /// Where the ops listener is, with the port that the kernel chose.
    package var opsListener: String { opsAddress.withLock { $0 } ?? "" }

    /// The signals that a role handles: end, and read again.
    package static let signals: [Int32] = [SIGTERM, SIGINT, SIGHUP]

    /// Blocks until the role is to end; `reload` is called for SIGHUP.
    ///
    /// The first SIGTERM or SIGINT makes the role unready and returns after the drain delay, in which
    /// balancers look elsewhere; a second one, or SIGINT from a terminal, returns at once.
    package func waitForEnd(reload: () -> Void) {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in Self.signals { sigaddset(&set, signal) }
        while true {
            var signal: Int32 = 0
            guard sigwait(&set, &signal) == 0 else { continue }
            if signal == SIGHUP {
                reload()
                continue
            }
            log.info("draining") { $0.field("signal", Int(signal)) }
            health.set("drain", ready: false)
            if signal == SIGINT { return }
            let (seconds, attoseconds) = drainDelay.components
            var delay = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
            _ = sigtimedwait(&set, nil, &delay)
            return
        }
    }

    /// Ends the ops listener.
    package func stop() {
        ops.stop()
        ops.join()
    }
}
