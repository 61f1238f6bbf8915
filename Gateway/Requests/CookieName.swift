/// What one of a room's cookies may be called.
struct CookieName: Sendable {
    /// The name under which it is set, and looked for first.
    let written: [UInt8]
    /// The name that it had, or will have, with another number of rooms in the configuration.
    let other: [UInt8]
}
