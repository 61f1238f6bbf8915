import Booking
import BookingSite
import EventLoop
import Identity
import Payment
import ServiceKit
import Settings
import Telemetry
import Ticket

/// `sluice identity`, `booking`, `payment`, `ticket` and `site`: one service as a process.
enum ServiceCommand {
    /// The services by the names of their commands, in the order in which `sluice up` starts them.
    static let names = ["identity", "booking", "payment", "ticket", "site"]

    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        SignalSource.block(RoleFrame.signals)
        let path = command.value("config")
        guard let settings = ConfigurationFile.settings(path, command: command, environment: environment)
        else {
            return 78
        }
        let level = LogLevel(name: settings.logLevel.rawValue) ?? .info
        let log = EventLog(role: command.name, sink: StandardOutput(), threshold: level)
        do throws(ServiceStartError) {
            try start(command.name, settings, log)
            return 0
        } catch {
            log.error("cannot_start") { $0.field("reason", error.description) }
            Terminal.complain("sluice: \(error.description)")
            return 1
        }
    }

    private static func start(
        _ name: String, _ settings: SluiceSettings, _ log: EventLog
    ) throws(ServiceStartError) {
        switch name {
        case "identity": try IdentityRole.run(settings, log: log)
        case "booking": try BookingRole.run(settings, log: log)
        case "payment": try PaymentRole.run(settings, log: log)
        case "ticket": try TicketRole.run(settings, log: log)
        default: try BookingSiteRole.run(settings, log: log)
        }
    }
}
