internal import EventLoop
internal import Glibc
internal import Postgres
internal import Redis
package import Settings
internal import Synchronization

/// `sluice audit`: whether seats, money and tickets agree.
package enum AuditRole {
    /// The command's shape for the command line.
    package static let shape = CommandShape(
        "audit",
        flags: [
            FlagShape("config", value: "FILE", "the configuration file"),
            FlagShape("data", value: "DIR", "the data folder of `sluice up`; its sluice.yaml is read"),
            FlagShape("settled", "nothing may be on its way any more: events, open payments"),
            FlagShape("without-redis", "ask Postgres alone"),
        ],
        "whether seats, money and tickets agree; exits 1 at the first contradiction")

    /// Looks and prints what was found, on the calling thread.
    ///
    /// Returns 0 when nothing contradicts, 1 at the first contradiction, 2 when a database does not answer.
    package static func run(_ command: ParsedCommand, _ settings: SluiceSettings) -> Int32 {
        let loop: Loop
        let resolver: NameResolver
        do throws(SystemError) {
            loop = try Loop()
            resolver = NameResolver(pool: try BlockingPool())
        } catch {
            print("sluice audit: \(error)")
            return 2
        }
        let code = Mutex<Int32>(2)
        loop.run { loop in
            let stores = AuditStores(
                settings, usesRedis: !command.has("without-redis"), on: loop, resolver: resolver)
            let reactor = loop.reactor
            let run = AuditRun(stores.pool, stores.redis, on: reactor, isSettled: command.has("settled")) {
                [unowned loop] outcome in
                print(outcome.text)
                code.withLock { $0 = outcome.exitCode }
                stores.close()
                reactor.after(.zero) { loop.stop() }
            }
            stores.whenReady { isReady in
                if isReady {
                    _ = reactor.runners.start(run)
                } else {
                    print("sluice audit: Postgres or Redis does not answer")
                    stores.close()
                    reactor.after(.zero) { loop.stop() }
                }
            }
        }
        return code.withLock { $0 }
    }
}
