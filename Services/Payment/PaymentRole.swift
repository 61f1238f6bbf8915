package import ServiceKit
package import Settings
package import Telemetry

/// Payment as a process: payments and refunds.
package enum PaymentRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        let plan = ServicePlan(name: "payment", settings: settings, frame: services.payment.frame) {
            _, _, _ in
        }
        try ServiceRole.run(plan, log: log)
    }
}
