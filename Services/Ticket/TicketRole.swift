internal import Contracts
internal import EventLoop
internal import Events
internal import Postgres
internal import Redis
package import ServiceKit
package import Settings
package import Telemetry
internal import Tokens

/// Ticket as a process: tickets and check-in.
package enum TicketRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        let (plan, house) = try plan(settings, log: log)
        defer { house.printer.stop() }
        try ServiceRole.run(plan, log: log)
    }

    /// The service as the frame runs it, and what its loops share.
    static func plan(
        _ settings: SluiceSettings, log: EventLog, pace: ConsumerPace = ConsumerPace(),
        relay: OutboxRelay.Pace = OutboxRelay.Pace()
    ) throws(ServiceStartError) -> (ServicePlan, TicketHouse) {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        let house = try TicketHouse(settings, services, log: log)
        let plan = ServicePlan(
            name: "ticket", settings: settings, frame: services.ticket.frame, usesRedis: true,
            databaseUser: "sluice_ticket"
        ) { loop, context, router in
            TicketService(house, pool: context.postgres).register(on: router)
            let work = TicketWork(house, context, pace: pace, relay: relay, on: loop)
            work.start(tends: context.index == 0)
        }
        return (plan, house)
    }
}
