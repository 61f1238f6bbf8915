internal import EventLoop
internal import HTTPServer
internal import Settings
package import Telemetry

/// A service as a process: loops, stores, routes, health, drain; the same for every service.
package enum ServiceRole {
    /// Runs a service until a signal ends it; blocks the main thread.
    ///
    /// Signals must be blocked before any thread starts (`RoleFrame.signals`).
    package static func run(_ plan: ServicePlan, log: EventLog) throws(ServiceStartError) {
        let loops = plan.frame.loops > 0 ? plan.frame.loops : LoopGroup.processors
        let setting = try makeSetting(plan, loops: loops, log: log)
        let descriptors = try [plan.frame.listen].openListeners(loops: loops)
        let frame = setting.frame
        if plan.usesRedis { frame.health.set("redis", ready: false) }
        setting.keys.read()
        let group: LoopGroup
        do throws(SystemError) {
            group = try LoopGroup(count: loops) { loop, index in
                ServiceLoop.install(on: loop, index: index, setting, listeners: descriptors[index])
            }
        } catch {
            throw .system("threads: \(error)")
        }
        frame.health.set("start", ready: true)
        log.info("listening") { line in
            line.field("address", "\(plan.frame.listen)")
            line.field("ops", frame.opsListener)
            line.field("loops", loops)
        }
        frame.waitForEnd { setting.keys.read() }
        setting.fleet.drain()
        setting.fleet.waitUntilDrained(atMost: plan.settings.gateway.drainTimeout)
        group.stop()
        group.join()
        frame.stop()
        log.info("stopped")
    }

    private static func makeSetting(
        _ plan: ServicePlan, loops: Int, log: EventLog
    ) throws(ServiceStartError) -> ServiceSetting {
        let services = plan.settings.services ?? ServicesConfiguration(data: plan.settings.data)
        do throws(SystemError) {
            let frame = try RoleFrame(
                role: plan.name, settings: plan.settings, loops: loops, ops: "\(plan.frame.ops)", log: log,
                routes: plan.opsRoutes)
            let blocking = try BlockingPool()
            let token = plan.settings.token
            let keys = KeyReader(
                trusted: TrustedKeys(issuer: token.issuer, audience: token.audience),
                admissions: KeySource(services.admissionKeys), users: KeySource(services.userKeys),
                pool: blocking, health: frame.health)
            return ServiceSetting(
                plan: plan, frame: frame, blocking: blocking, keys: keys, fleet: ServiceFleet())
        } catch {
            throw .listen("\(plan.frame.ops) (ops): \(error)")
        }
    }
}
