internal import EventLoop
internal import Telemetry

/// What all loops of a service share.
final class ServiceSetting: Sendable {
    let plan: ServicePlan
    let frame: RoleFrame
    let blocking: BlockingPool
    let keys: TrustedKeys
    let fleet: ServiceFleet
    let shared = SharedValues()

    init(
        plan: ServicePlan, frame: RoleFrame, blocking: BlockingPool, keys: TrustedKeys, fleet: ServiceFleet
    ) {
        self.plan = plan
        self.frame = frame
        self.blocking = blocking
        self.keys = keys
        self.fleet = fleet
    }

    /// The metrics of the routes; the first loop that knows the templates makes them for all.
    func metrics(templates: [String]) -> RequestMetrics {
        shared.value("requests") { RequestMetrics(frame.registry, routes: [""] + templates.sorted()) }
    }
}
