internal import EventLoop
internal import Synchronization
internal import Telemetry

/// What all loops of a service share.
final class ServiceSetting: Sendable {
    let plan: ServicePlan
    let frame: RoleFrame
    let blocking: BlockingPool
    let keys: KeyReader
    let fleet: ServiceFleet
    private let requestMetrics = Mutex<RequestMetrics?>(nil)

    init(
        plan: ServicePlan, frame: RoleFrame, blocking: BlockingPool, keys: KeyReader, fleet: ServiceFleet
    ) {
        self.plan = plan
        self.frame = frame
        self.blocking = blocking
        self.keys = keys
        self.fleet = fleet
    }

    /// The metrics of the routes; the first loop that knows the templates makes them for all.
    func metrics(templates: [String]) -> RequestMetrics {
        requestMetrics.withLock { metrics in
            if let metrics { return metrics }
            let made = RequestMetrics(frame.registry, routes: [""] + templates.sorted())
            metrics = made
            return made
        }
    }
}
