package import Settings
import EventLoop
import Redis
import RedisRoom
import ServiceKit
import Synchronization
package import Telemetry
import Tokens

/// The gateway as a process: loops, rooms, keys, drain.
package enum GatewayRole {
    /// Runs the gateway until a signal ends it; blocks the main thread.
    ///
    /// Signals must be blocked before any thread starts. With `audited`, for a rehearsal, Redis checks the
    /// cap and the rate after each join and claim. Throws what keeps it from starting.
    package static func run(
        _ settings: SluiceSettings, log: EventLog, audited: Bool = false
    ) throws(GatewayError) {
        let plan = try GatewayPlan(settings)
        let loops = settings.gateway.loops > 0 ? settings.gateway.loops : LoopGroup.processors
        let frame = try makeFrame(settings, loops: loops, log: log)
        frame.routes.put(ReservedPath.routes)
        let cabinet = try KeyCabinet(settings, log: log)
        let asks = plan.rooms.contains(where: \.asksAccounts)
        let users = asks ? UserKeyCabinet(settings.login, log: log) : nil
        users?.reload { _ in }
        let instruments = GatewayInstruments(
            frame.registry, rooms: plan.rooms.map(\.text), upstreams: plan.upstreamNames)
        let descriptors = try openListeners(settings, loops: loops)
        let fleet = GatewayFleet(count: loops)
        let setting = GatewaySetting(
            plan: plan, settings: settings, keys: cabinet, users: users, instruments: instruments, log: log,
            health: frame.health, resolver: try makeResolver(), fleet: fleet, audited: audited)
        frame.health.set("rooms", ready: plan.rooms.isEmpty)
        let group: LoopGroup
        do throws(SystemError) {
            group = try LoopGroup(count: loops) { loop, index in
                GatewayLoop.install(on: loop, index: index, setting, listeners: descriptors[index])
            }
        } catch {
            throw .configuration("threads: \(error)")
        }
        frame.health.set("start", ready: true)
        log.info("listening") { line in
            line.field("addresses", settings.gateway.listen.map { "\($0)" }.joined(separator: " "))
            line.field("ops", frame.opsListener)
            line.field("loops", loops)
        }
        frame.waitForEnd {
            cabinet.reload { fleet.take($0) }
            users?.reload { fleet.take($0) }
        }
        fleet.drain()
        fleet.waitUntilDrained(atMost: settings.gateway.drainTimeout)
        group.stop()
        group.join()
        frame.stop()
        log.info("stopped")
    }

    /// Whether settings that read well can also be served; throws the first reason why not.
    package static func check(_ settings: SluiceSettings) throws(GatewayError) {
        _ = try GatewayPlan(settings)
    }

    private static func makeFrame(
        _ settings: SluiceSettings, loops: Int, log: EventLog
    ) throws(GatewayError) -> RoleFrame {
        do throws(SystemError) {
            return try RoleFrame(
                role: "gateway", settings: settings, loops: loops, ops: "\(settings.gateway.ops)", log: log)
        } catch {
            throw .listen("\(settings.gateway.ops) (ops): \(error)")
        }
    }

    private static func makeResolver() throws(GatewayError) -> NameResolver {
        do throws(SystemError) {
            return NameResolver(pool: try BlockingPool())
        } catch {
            throw .configuration("threads: \(error)")
        }
    }

    private static func openListeners(_ settings: SluiceSettings, loops: Int) throws(GatewayError)
        -> [[Int32]]
    {
        do throws(ServiceStartError) {
            return try settings.gateway.listen.openListeners(loops: loops)
        } catch {
            switch error {
            case .listen(let reason): throw .listen(reason)
            case .configuration(let reason), .system(let reason): throw .configuration(reason)
            }
        }
    }
}
