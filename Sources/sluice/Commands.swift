import Audit
import LoadTest
import ServiceKit
import Settings

/// The commands of `sluice`: what they are called, what they take, and which role runs.
enum Commands {
    private static let config = FlagShape("config", value: "FILE", "the configuration file")
    private static let data = FlagShape("data", value: "DIR", "the data folder")
    private static let listen = FlagShape(
        "listen", value: "ADDR:PORT", repeats: true, "where visitors come in")
    private static let ops = FlagShape("ops", value: "ADDR:PORT", "where health and metrics are")
    private static let loops = FlagShape("loops", value: "N", "event loops, 0 for one a core")
    private static let level = FlagShape("log-level", value: "LEVEL", "debug, info, warning or error")
    private static let keys = FlagShape("keys", value: "DIR", "the folder of slip and token keys")
    private static let audit = FlagShape(
        "audit", "for rehearsals: Redis checks the cap and the rate after each claim")
    private static let postgres = FlagShape("postgres", value: "ADDRESS", "the database")
    private static let redis = FlagShape("redis", value: "ADDRESS", "the store")

    /// Everything that the command line may say.
    static let grammar = CommandLineGrammar(
        [
            CommandShape(
                "up",
                flags: [
                    config, data, listen, ops,
                    FlagShape("gateways", value: "N", "gateway processes that share the address, default 1"),
                    loops, level, audit,
                ], "the whole system on this machine, with a demo room"),
            CommandShape(
                "gateway", flags: [config, listen, ops, data, keys, redis, loops, level, audit], "one gateway"
            ),
            service("identity", "the accounts service"),
            service("booking", "the service that sells seats"),
            service("payment", "the payments service"),
            service("ticket", "the tickets service"),
            service("site", "the booking site's pages"),
            TicketVerifyCommand.shape,
            CommandShape(
                "migrate",
                flags: [
                    config, data, postgres,
                    FlagShape("share", value: "DIR", "the folder that has a timetable in `timetable`"),
                ], "bring the database to the schema of this build, and the timetable into it"),
            RehearsalRole.shape,
            RushRole.shape,
            AuditRole.shape,
            CommandShape("sample-site", flags: [listen, level], "the small protected site of `sluice up`"),
            CommandShape(
                "check-config",
                flags: [config, FlagShape("print-config", "print the settings in force, secrets left out")],
                "report every mistake of a configuration with its line"),
            CommandShape("version", "the version of this build"),
        ] + EventsCommand.shapes([config, data, postgres]) + WebhooksCommand.shapes([config, data, postgres])
            + AccountCommand.shapes([config, data, postgres]))

    private static func service(_ name: String, _ text: String) -> CommandShape {
        CommandShape(name, flags: [config, data, keys, redis, postgres, level], text)
    }

    /// Runs a command to its end; the answer is the exit status.
    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        switch command.name {
        case "up": return UpCommand.run(command, environment: environment)
        case "gateway": return GatewayCommand.run(command, environment: environment)
        case "sample-site": return SampleSiteCommand.run(command)
        case "migrate": return MigrateCommand.run(command, environment: environment)
        case "check-config": return CheckConfigCommand.run(command, environment: environment)
        case let name where ServiceCommand.names.contains(name):
            return ServiceCommand.run(command, environment: environment)
        case AuditRole.shape.name: return AuditCommand.run(command, environment: environment)
        case TicketVerifyCommand.shape.name: return TicketVerifyCommand.run(command)
        case let name where name.hasPrefix("events "):
            return EventsCommand.run(command, environment: environment)
        case let name where name.hasPrefix("webhooks "):
            return WebhooksCommand.run(command, environment: environment)
        case let name where name.hasPrefix("account "):
            return AccountCommand.run(command, environment: environment)
        case RehearsalRole.shape.name: return RehearsalRole.run(command)
        case RushRole.shape.name: return RushRole.run(command)
        default:
            Terminal.say("sluice \(SluiceVersion.text)")
            return 0
        }
    }
}
