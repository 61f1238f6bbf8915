/// How important a log line is.
package enum LogLevel: UInt8, Sendable, Comparable, CaseIterable {
    /// For developers.
    case debug
    /// What an operator wants to read.
    case info
    /// What may need somebody's attention.
    case warning
    /// What failed.
    case error

    /// The level of a name in the configuration (`debug`, `info`, `warning`, `error`), nil for another.
    package init?(name: String) {
        guard let level = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = level
    }

    /// Whether a level matters less than another.
    package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }

    /// The name in a log line.
    var name: StaticString {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }
}
