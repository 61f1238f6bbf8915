import EventLoop
import Gateway
import ServiceKit
import Settings
import Telemetry

/// `sluice gateway`: one gateway process.
enum GatewayCommand {
    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        SignalSource.block(RoleFrame.signals)
        let path = command.value("config")
        guard let settings = ConfigurationFile.settings(path, command: command, environment: environment)
        else {
            return 78
        }
        let level = LogLevel(name: settings.logLevel.rawValue) ?? .info
        let log = EventLog(role: "gateway", sink: StandardOutput(), threshold: level)
        do throws(GatewayError) {
            try GatewayRole.run(settings, log: log, audited: command.has("audit"))
            return 0
        } catch {
            log.error("cannot_start") { $0.field("reason", error.description) }
            Terminal.complain("sluice: \(error.description)")
            return 1
        }
    }
}
