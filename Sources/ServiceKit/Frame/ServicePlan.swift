package import EventLoop
package import Settings

/// What a service tells the frame of itself.
package struct ServicePlan: Sendable {
    /// Its name in logs.
    package var name: String
    /// Everything that the configuration says.
    package var settings: SluiceSettings
    /// Where it listens.
    package var frame: ServiceFrame
    /// Whether it needs Redis.
    package var usesRedis: Bool
    /// The database's role that it logs in as, such as `sluice_booking`; nil where it needs no database.
    package var databaseUser: String?
    /// Routes of its ops listener, beside those that every role has.
    package var opsRoutes: [OpsRoute]
    /// Answers a browser that is refused with a page; nil leaves it to the problem document.
    package var errorPage: @Sendable (ServiceError, RefusedRequest) -> ServiceResponse? = { _, _ in nil }
    /// Makes what the service has on one loop, and registers its routes; called on each loop at the start.
    package var install: @Sendable (isolated Loop, ServiceContext, ServiceRouter) -> Void

    /// A plan of its parts.
    package init(
        name: String, settings: SluiceSettings, frame: ServiceFrame, usesRedis: Bool = false,
        databaseUser: String? = nil,
        opsRoutes: [OpsRoute] = [],
        install: @escaping @Sendable (isolated Loop, ServiceContext, ServiceRouter) -> Void
    ) {
        self.name = name
        self.settings = settings
        self.frame = frame
        self.usesRedis = usesRedis
        self.databaseUser = databaseUser
        self.opsRoutes = opsRoutes
        self.install = install
    }
}
