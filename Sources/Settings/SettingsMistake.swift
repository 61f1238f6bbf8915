/// One mistake in the configuration: where it stands and what would be right.
package struct SettingsMistake: Sendable, Equatable, CustomStringConvertible {
    /// The line in the file, from 1; 0 when the value came from a flag or the environment.
    package let line: Int
    /// The column in the file, from 1; 0 when the value came from a flag or the environment.
    package let column: Int
    /// The key, as in `rooms[0].rate`; or the flag or variable that held the value.
    package let path: String
    /// What is wrong, in one sentence without a secret in it.
    package let message: String

    /// A mistake at a place in the file.
    package init(line: Int, column: Int, path: String, message: String) {
        self.line = line
        self.column = column
        self.path = path
        self.message = message
    }

    /// The form of `check-config`: `12:5: rooms[0].rate: must be above 0`.
    package var description: String {
        let position = line > 0 ? "\(line):\(column): " : ""
        return path.isEmpty ? position + message : "\(position)\(path): \(message)"
    }
}
