internal import EventLoop
internal import Settings
package import Telemetry

/// A service that runs: its loops, stores, routes, health and drain; the same for every service.
package final class RunningService: Sendable {
    /// Where it listens, with the ports that the kernel chose.
    package let addresses: [String]
    /// How many loops it has.
    package let loops: Int
    private let setting: ServiceSetting
    private let group: LoopGroup

    /// Starts a service; it serves when this returns, and its stores connect meanwhile.
    package init(_ plan: ServicePlan, log: EventLog) throws(ServiceStartError) {
        loops = plan.frame.loops > 0 ? plan.frame.loops : LoopGroup.processors
        let setting = try Self.makeSetting(plan, loops: loops, log: log)
        self.setting = setting
        let descriptors = try [plan.frame.listen].openListeners(loops: loops)
        addresses = descriptors[0].compactMap { Socket.localAddress($0)?.description }
        if plan.usesRedis { setting.frame.health.set("redis", ready: false) }
        if plan.databaseUser != nil { setting.frame.health.set("postgres", ready: false) }
        do throws(SystemError) {
            group = try LoopGroup(count: loops) { loop, index in
                ServiceLoop.install(on: loop, index: index, setting, listeners: descriptors[index])
            }
        } catch {
            throw .system("threads: \(error)")
        }
        setting.frame.health.set("start", ready: true)
    }

    /// Where its ops listener is.
    package var opsAddress: String { setting.frame.opsListener }

    /// What it says of its readiness.
    package var health: Health { setting.frame.health }

    /// Blocks until a signal says that the role is to end.
    func waitForEnd() {
        setting.frame.waitForEnd {}
    }

    /// Finishes what is in progress and ends; blocks the caller, who must not be a loop.
    package func stop() {
        setting.fleet.drain()
        setting.fleet.waitUntilDrained(atMost: setting.plan.settings.gateway.drainTimeout)
        group.stop()
        group.join()
        setting.frame.stop()
        setting.blocking.stop()
    }

    private static func makeSetting(
        _ plan: ServicePlan, loops: Int, log: EventLog
    ) throws(ServiceStartError) -> ServiceSetting {
        do throws(SystemError) {
            let frame = try RoleFrame(
                role: plan.name, settings: plan.settings, loops: loops, ops: "\(plan.frame.ops)", log: log,
                routes: plan.opsRoutes)
            let token = plan.settings.token
            return ServiceSetting(
                plan: plan, frame: frame, blocking: try BlockingPool(),
                keys: TrustedKeys(issuer: token.issuer, audience: token.audience), fleet: ServiceFleet())
        } catch {
            throw .listen("\(plan.frame.ops) (ops): \(error)")
        }
    }
}
