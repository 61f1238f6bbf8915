internal import EventLoop
package import ServiceKit
package import Settings
package import Telemetry

/// Booking as a process: trips, seats, holds, orders.
package enum BookingRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        try ServiceRole.run(plan(settings), log: log)
    }

    /// The service as the frame runs it.
    package static func plan(_ settings: SluiceSettings) -> ServicePlan {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        return ServicePlan(
            name: "booking", settings: settings, frame: services.booking.frame, usesRedis: true,
            databaseUser: "sluice_booking"
        ) { loop, context, router in
            let parts = BookingParts(on: loop, context)
            parts.register(router)
            parts.start()
            loop.reactor.keep(parts)
        }
    }
}
