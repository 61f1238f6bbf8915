import Gateway
import Settings

/// `sluice check-config`: every mistake at once, or `ok`.
enum CheckConfigCommand {
    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        let path = command.value("config") ?? ".sluice/sluice.yaml"
        guard let settings = ConfigurationFile.settings(path, command: command, environment: environment)
        else {
            return 1
        }
        do throws(GatewayError) {
            try GatewayRole.check(settings)
        } catch {
            Terminal.complain("\(path): \(error.description)")
            return 1
        }
        if command.has("print-config") { Terminal.say(settings.yaml()) } else { Terminal.say("\(path): ok") }
        return 0
    }
}
