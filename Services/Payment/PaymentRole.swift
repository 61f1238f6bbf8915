internal import Glibc
package import ServiceKit
package import Settings
package import Telemetry
internal import Tokens

/// Payment as a process: payments and refunds.
package enum PaymentRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        let services = settings.services ?? ServicesConfiguration(data: settings.data)
        let secrets = try secrets(settings, services.payment)
        let plan = ServicePlan(
            name: "payment", settings: settings, frame: services.payment.frame, usesRedis: true,
            database: "sluice_payment"
        ) { loop, context, router in
            let parts = PaymentParts(on: loop, context, secrets: secrets)
            parts.register(router)
            parts.start()
            loop.reactor.keep(parts)
        }
        try ServiceRole.run(plan, log: log)
    }

    private static func secrets(
        _ settings: SluiceSettings, _ payment: PaymentConfiguration
    ) throws(ServiceStartError) -> ProviderSecrets {
        do throws(KeyError) {
            var random = SecureRandom()
            let ring = try KeyFolder(path: settings.keys).loadOrCreate(
                now: WallClock.milliseconds(), random: &random)
            return try ProviderSecrets(
                ring, storeID: payment.sslCommerz.storeID,
                storePassword: try payment.sslCommerz.passwordFile.map { path throws(ServiceStartError) in
                    try password(in: path)
                })
        } catch {
            throw .system("keys: \(error)")
        }
    }
}
