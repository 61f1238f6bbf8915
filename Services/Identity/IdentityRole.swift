package import ServiceKit
package import Settings
package import Telemetry
internal import EventLoop
internal import Mail
internal import Tokens

/// Identity as a process: accounts, logins, roles.
package enum IdentityRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        let (plan, house) = try plan(settings, log: log)
        try ServiceRole.run(plan, log: log)
        house.passwords.stop()
    }

    /// What the frame is told of identity; its keys are made and published by then.
    static func plan(
        _ settings: SluiceSettings, log: EventLog
    ) throws(ServiceStartError) -> (ServicePlan, IdentityHouse) {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        let identity = services.identity
        let outbox = identity.isDemo ? DemoOutbox() : nil
        if outbox == nil, !identity.logsCodes, identity.mailRelay == nil {
            log.warning("codes_reach_nobody")
        }
        let house = try makeHouse(settings, services, outbox, log)
        let plan = ServicePlan(
            name: "identity", settings: settings, frame: identity.frame, databaseUser: "sluice_identity",
            opsRoutes: outbox.map { [DemoCodes.route($0)] } ?? []
        ) { loop, context, router in
            IdentityLoop.install(house, on: loop, context, router)
        }
        return (plan, house)
    }

    private static func mail(_ identity: IdentityConfiguration) throws(ServiceStartError) -> MailWay? {
        guard let relay = identity.mailRelay else { return nil }
        guard let sender = MailAddress(identity.mailFrom) else {
            throw .configuration("services.identity.mail_from is no address that can send")
        }
        return MailWay(relay: MailRelay(host: relay.host, port: relay.port), sender: sender)
    }

    private static func makeHouse(
        _ settings: SluiceSettings, _ services: ServicesConfiguration, _ outbox: DemoOutbox?, _ log: EventLog
    ) throws(ServiceStartError) -> IdentityHouse {
        let identity = services.identity
        let published = services.userKeys.hasPrefix("http://") ? nil : services.userKeys
        let algorithm = AdmissionToken.AlgorithmName(rawValue: settings.token.algorithm.rawValue) ?? .edDSA
        let keys: IdentityKeyCabinet
        do throws(KeyError) {
            keys = try IdentityKeyCabinet(
                keys: settings.keys, published: published, algorithm: algorithm, log: log)
        } catch {
            throw .configuration("\(error)")
        }
        let mail = try mail(identity)
        do throws(SystemError) {
            let threads = identity.passwordThreads > 0 ? identity.passwordThreads : LoopGroup.processors
            var cost = PasswordCost.standard
            cost.memory = UInt32(clamping: identity.passwordMemory / 1024)
            return IdentityHouse(
                keys: keys, passwords: try PasswordDesk(cost: cost, threads: threads),
                messages: CodeMessages(outbox: outbox, logsCodes: identity.logsCodes, log: log),
                mail: mail, log: log)
        } catch {
            throw .system("threads: \(error)")
        }
    }
}
