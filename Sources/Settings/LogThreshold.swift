/// The least important log lines that are written.
package enum LogThreshold: String, Sendable, CaseIterable {
    /// Everything, for developers.
    case debug
    /// What an operator wants to read: the default.
    case info
    /// What may need somebody's attention.
    case warning
    /// What failed.
    case error
}
