internal import EventLoop
package import ServiceKit
package import Settings
package import Telemetry

/// The booking site as a process: its pages, over the other services.
package enum BookingSiteRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        try ServiceRole.run(plan(settings), log: log)
    }

    /// What the site tells the frame of itself.
    package static func plan(_ settings: SluiceSettings) -> ServicePlan {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        let loginComesFirst = settings.rooms.contains { $0.identity == .account }
        var plan = ServicePlan(name: "site", settings: settings, frame: services.site.frame) {
            loop, context, router in
            let ways = SiteServices(context.services, context, on: loop)
            SiteDesk(ways, context, loginComesFirst: loginComesFirst).register(router)
        }
        plan.errorPage = { SiteResponse.error($0, $1) }
        return plan
    }
}
