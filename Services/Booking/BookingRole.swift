package import ServiceKit
package import Settings
package import Telemetry

/// Booking as a process: trips, seats, holds, orders.
package enum BookingRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        let plan = ServicePlan(name: "booking", settings: settings, frame: services.booking.frame) {
            _, _, _ in
        }
        try ServiceRole.run(plan, log: log)
    }
}
