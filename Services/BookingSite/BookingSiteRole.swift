package import ServiceKit
package import Settings
package import Telemetry

/// The booking site as a process: its pages, over the other services.
package enum BookingSiteRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        let plan = ServicePlan(name: "site", settings: settings, frame: services.site.frame) {
            _, _, _ in
        }
        try ServiceRole.run(plan, log: log)
    }
}
