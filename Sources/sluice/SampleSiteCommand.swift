import EventLoop
import SampleSite
import ServiceKit
import Settings
import Telemetry

/// `sluice sample-site`: the small protected site.
enum SampleSiteCommand {
    static func run(_ command: ParsedCommand) -> Int32 {
        SignalSource.block(RoleFrame.signals)
        let text = command.value("listen") ?? "127.0.0.1:9000"
        guard let address = SocketAddress(text) else {
            Terminal.complain("sluice: '\(text)' is not an address with a port")
            return 64
        }
        let log = EventLog(
            role: "site", sink: StandardOutput(),
            threshold: LogLevel(name: command.value("log-level") ?? "") ?? .info)
        do throws(SystemError) {
            try SampleSiteRole.run(on: address, log: log)
            return 0
        } catch {
            log.error("cannot_start") { $0.field("reason", "\(address): \(error)") }
            return 1
        }
    }
}
