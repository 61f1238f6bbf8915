internal import EventLoop
internal import Glibc
package import ServiceKit
package import Settings
package import Telemetry
package import Tokens

/// Payment as a process: payments and refunds.
package enum PaymentRole {
    /// Serves until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(_ settings: SluiceSettings, log: EventLog) throws(ServiceStartError) {
        let payment = settings.services?.payment ?? PaymentConfiguration()
        let ring: KeyRing
        let password: String?
        do throws(KeyError) {
            ring = try keys(settings)
        } catch {
            throw .system("the keys cannot be read: \(error)")
        }
        if let path = payment.sslCommerz.passwordFile {
            guard let text = firstLine(of: path) else {
                throw .system("the store's password cannot be read from \(path)")
            }
            password = text
        } else {
            password = nil
        }
        try ServiceRole.run(try plan(settings, ring: ring, storePassword: password), log: log)
    }

    /// Payment's own keys; those of other roles are none of its business.
    static func keys(_ settings: SluiceSettings) throws(KeyError) -> KeyRing {
        var random = SecureRandom()
        return try KeyFolder(path: settings.keys + "/payment").loadOrCreate(
            now: WallClock.milliseconds(), random: &random)
    }

    /// The service as the frame runs it, with the installation's keys.
    package static func plan(
        _ settings: SluiceSettings, ring: KeyRing, storePassword: String? = nil
    ) throws(ServiceStartError) -> ServicePlan {
        let payment = settings.services?.payment ?? PaymentConfiguration()
        let secrets: ProviderSecrets
        do throws(KeyError) {
            secrets = try ProviderSecrets(
                ring, storeID: payment.sslCommerz.storeID, storePassword: storePassword)
        } catch {
            throw .system("the keys cannot be used: \(error)")
        }
        return ServicePlan(
            name: "payment", settings: settings, frame: payment.frame, usesRedis: true,
            databaseUser: "sluice_payment"
        ) { loop, context, router in
            let parts = PaymentParts(on: loop, context, secrets: secrets)
            parts.register(router)
            parts.start()
            loop.reactor.keep(parts)
        }
    }

    /// The first line of a small file that holds a secret.
    private static func firstLine(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = fread(&bytes, 1, bytes.count, file)
        let line = bytes[..<count].prefix { $0 != 0x0A && $0 != 0x0D }
        return line.isEmpty ? nil : String(validating: line, as: UTF8.self)
    }
}
