internal import EventLoop
internal import Postgres
internal import ServiceKit
internal import Settings
internal import Telemetry

/// What identity has on one loop: its routes, and on the first loop the work that is nobody's request.
enum IdentityLoop {
    /// How often what is over is removed.
    private static let sweepEvery = Duration.seconds(60)
    /// How many rows of each kind one sweep removes.
    private static let sweepMost: Int64 = 1000

    static func install(
        _ house: IdentityHouse, on loop: isolated Loop, _ context: ServiceContext, _ router: ServiceRouter
    ) {
        let courier = CodeCourier(house, on: loop, context)
        let service = IdentityService(
            house, pool: context.postgres, courier: courier, on: context.reactor)
        service.register(on: router)
        guard context.index == 0 else { return }
        context.every(IdentityKeyCabinet.reload) { [unowned context] in
            let now = context.now
            _ = await context.blocking { house.keys.tend(now: now) }
        }
        context.every(sweepEvery) { [unowned context] in
            await sweep(context.postgres, house.log)
        }
        if context.services.identity.isDemo { seed(service, context) }
    }

    private static func sweep(_ pool: PostgresPool, _ log: EventLog) async {
        do throws(PostgresError) {
            _ = try await pool.query("SELECT identity.sweep($1)", [.int32(Int32(sweepMost))])
        } catch {
            log.warning("sweep_failed") { $0.field("reason", "\(error)") }
        }
    }

    /// Makes the accounts of a demonstration before the role counts as ready.
    private static func seed(_ service: IdentityService, _ context: ServiceContext) {
        let seed = DemoSeed(
            house: service.house, store: service.store, reactor: context.reactor,
            path: context.settings.data + "/demo.json", baseURL: context.services.baseURL)
        context.health.set("demo", ready: false)
        context.start { [unowned context] in
            while true {
                do throws(ServiceError) {
                    try await seed.run()
                    context.health.set("demo", ready: true)
                    return
                } catch {
                    // The database may be starting still.
                    service.house.log.debug("demo_waits") { $0.field("cause", error.cause ?? "") }
                }
                guard await context.pause(.milliseconds(200)) else { return }
            }
        }
    }
}
