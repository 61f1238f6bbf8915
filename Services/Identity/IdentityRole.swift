package import ServiceKit
package import Settings
package import Telemetry

/// Identity as a process: accounts, logins, roles.
package enum IdentityRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        let plan = ServicePlan(name: "identity", settings: settings, frame: services.identity.frame) {
            _, _, _ in
        }
        try ServiceRole.run(plan, log: log)
    }
}
