package import ServiceKit
package import Settings
package import Telemetry

/// Ticket as a process: tickets and check-in.
package enum TicketRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        let plan = ServicePlan(name: "ticket", settings: settings, frame: services.ticket.frame) {
            _, _, _ in
        }
        try ServiceRole.run(plan, log: log)
    }
}
