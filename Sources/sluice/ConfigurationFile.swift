import Glibc
import Settings

/// Reads files for the roles: bounded, and with a clear sentence when that fails.
enum ConfigurationFile {
    /// A file's bytes, at most 1 MiB, or nil.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= 1 << 20 {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
        return nil
    }

    /// The settings of a file under flags and environment.
    ///
    /// It says every mistake, and answers nil when there is one.
    static func settings(
        _ path: String?, command: ParsedCommand, environment: [String: String]
    ) -> SluiceSettings? {
        var yaml: [UInt8] = []
        if let path {
            guard let bytes = read(path) else {
                Terminal.complain("sluice: \(path) cannot be read")
                return nil
            }
            yaml = bytes
        }
        let overrides = SettingsOverrides(environment: environment, flags: command.flags) { path in
            read(path).map { String(decoding: $0, as: UTF8.self) }
        }
        do throws(SettingsMistakes) {
            return try SluiceSettings.read(yaml: yaml, overrides: overrides)
        } catch {
            for mistake in error.all { Terminal.complain("\(path ?? "settings"):\(mistake)") }
            return nil
        }
    }
}
