/// Every mistake that a configuration has, in the order of its lines.
package struct SettingsMistakes: Error, Sendable, Equatable, CustomStringConvertible {
    /// The mistakes; never empty.
    package let all: [SettingsMistake]

    /// One mistake a line, for a terminal.
    package var description: String {
        all.map(\.description).joined(separator: "\n")
    }
}
