import EventLoop
import Gateway
import Glibc
import Settings
import Supervisor

/// `sluice up`: everything on one machine, as supervised children in a data folder.
enum UpCommand {
    static func run(_ command: ParsedCommand, environment: [String: String]) -> Int32 {
        let path = command.value("data") ?? ".sluice"
        guard let gateways = Int(command.value("gateways") ?? "1"), (1...64).contains(gateways) else {
            Terminal.complain("sluice: --gateways takes a number from 1 to 64")
            return 64
        }
        do {
            let folder = try DataFolder(path: path)
            let file = try configuration(command, folder)
            guard
                let settings = ConfigurationFile.settings(
                    file, command: withData(command, path), environment: environment)
            else { return 78 }
            try GatewayRole.check(settings)
            let plan = try UpPlan(
                settings, file: file, folder: path, gateways: gateways, command: command,
                environment: environment,
                lock: folder.lockDescriptor, postgres: try postgres(settings, folder))
            guard portsAreFree(plan.addresses) else { return 1 }
            try folder.write(Array(plan.redis.configuration.utf8), to: RedisServerSpec.configurationName)
            let stop = try StopRequest()
            try Supervision(plan.supervision, stop: stop).run {
                for line in plan.announcement { Terminal.say(line) }
                Terminal.say("ready")
            }
            return 0
        } catch {
            Terminal.complain("sluice: \(error)")
            return 1
        }
    }

    /// The configuration file: the one that was named, or the folder's own, written on the first start.
    private static func configuration(
        _ command: ParsedCommand, _ folder: borrowing DataFolder
    ) throws(DataFolderError) -> String {
        if let named = command.value("config") { return named }
        if !folder.has("sluice.yaml") {
            try folder.write(Array(SampleConfiguration(data: folder.path).yaml.utf8), to: "sluice.yaml")
        }
        return folder.path(of: "sluice.yaml")
    }

    /// The private Postgres, where there are services and they look for it in the data folder.
    private static func postgres(
        _ settings: SluiceSettings, _ folder: borrowing DataFolder
    ) throws(DataFolderError) -> PostgresServerSpec? {
        guard settings.services != nil, settings.postgres.server == .folder(folder.path(of: "postgres"))
        else { return nil }
        let user = try PostgresUser.present()
        let path = try PostgresFolder.prepare(in: folder.path, for: user)
        PostgresFolder.forgetDeadServer(path)
        let spec = PostgresServerSpec(folder: path, user: user, lockDescriptor: folder.lockDescriptor)
        for file in spec.files {
            // Others than its user cannot enter the folder.
            try WholeFile.write(Array(file.text.utf8), to: "\(path)/\(file.name)", mode: 0o644)
        }
        return spec
    }

    /// Whether nobody else listens where our children will.
    ///
    /// They share their ports with each other (SO_REUSEPORT); without this look, two systems that know
    /// nothing of one another would share them too, and visitors would be spread over both.
    private static func portsAreFree(_ addresses: [String]) -> Bool {
        for text in addresses {
            guard let address = SocketAddress(text), address.port != 0, address.port != nil else { continue }
            do throws(SystemError) {
                SystemCall.close(try Socket.listen(on: address, sharesPort: false))
            } catch {
                Terminal.complain("sluice: \(text) is in use or cannot be used (\(error))")
                return false
            }
        }
        return true
    }

    /// The data folder counts for the roles too, whatever the file says.
    private static func withData(_ command: ParsedCommand, _ path: String) -> ParsedCommand {
        var flags = command.flags
        flags["data"] = [path]
        return ParsedCommand(name: command.name, operands: command.operands, flags: flags)
    }
}
