import Audit
import Settings

/// `sluice audit`: the settings of a file, or of a data folder's own file.
enum AuditCommand {
    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        let path = command.value("config") ?? "\(command.value("data") ?? ".sluice")/sluice.yaml"
        guard let settings = ConfigurationFile.settings(path, command: command, environment: environment)
        else {
            return 78
        }
        return AuditRole.run(command, settings)
    }
}
