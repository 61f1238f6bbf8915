package import Telemetry

/// A service as a process: it runs until a signal ends it.
package enum ServiceRole {
    /// Runs a service until SIGTERM or SIGINT; blocks the main thread.
    ///
    /// Signals must be blocked before any thread starts (`RoleFrame.signals`).
    package static func run(_ plan: ServicePlan, log: EventLog) throws(ServiceStartError) {
        let service = try RunningService(plan, log: log)
        log.info("listening") { line in
            line.field("address", service.addresses.joined(separator: " "))
            line.field("ops", service.opsAddress)
            line.field("loops", service.loops)
        }
        service.waitForEnd()
        service.stop()
        log.info("stopped")
    }
}
