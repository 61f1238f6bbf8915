/// An entry in a room's log.
package enum LineLogEntry: Sendable, Equatable {
    /// The line moved; at most one a second.
    case advanced(serving: Int)
    /// An operator changed settings.
    case set(by: String, rev: Int)
    /// An operator ended a session.
    case ended(place: Int, by: String)
    /// The room was made or adopted with this generation.
    case restored(RestoreKind, gen: UInt64)
}
